"""What setup looks at: headers as texts, folders of one habit, the site's own settings."""
