"""Small exports of made-up sites, as blogs and newsletters write them."""

from __future__ import annotations

import json

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="https://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="https://wordpress.org/export/1.2/">
<channel><title>The Page</title><language>en-GB</language>
<wp:author><wp:author_login>ann</wp:author_login><wp:author_email>secret@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>
{items}</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://example.org/{id}</link>
<dc:creator>{login}</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date>2024-05-17 23:30:00</wp:post_date>
<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>
<wp:post_password>{password}</wp:post_password>{more}
<wp:comment><wp:comment_author_email>secret@example.com</wp:comment_author_email>
<wp:comment_content>SECRET COMMENT</wp:comment_content></wp:comment></item>
"""


def item(id_: int, body: str, **more: str) -> str:
    """An item of WXR."""
    usual = {"title": f"Post {id_}", "login": "ann", "kind": "post", "status": "publish",
             "password": "", "more": ""}  # fmt: skip
    return ITEM.format(id=id_, body=body, **{**usual, **more})


WORDPRESS = WXR.format(
    items=item(
        1,
        "A classic text.\nSecond line.\n\nNext <em>one</em>. [gallery ids=1]\n\n"
        '[caption id="x"]<img src="https://example.org/a.png" alt="A cat"> Below[/caption]\n\n'
        "<!--more-->[spoiler]He dies.[/spoiler]",
        more='<category domain="category" nicename="films"><![CDATA[Films]]></category>'
        '<category domain="post_tag" nicename="old"><![CDATA[Old]]></category>'
        "<wp:postmeta><wp:meta_key>wp_review_total</wp:meta_key><wp:meta_value>4.5</wp:meta_value>"
        "</wp:postmeta><wp:postmeta><wp:meta_key>wp_review_type</wp:meta_key>"
        "<wp:meta_value>star</wp:meta_value></wp:postmeta>",
    )
    + item(
        2,
        "<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n"
        "<!-- wp:quote -->\n<blockquote><p>Said.</p></blockquote>\n<!-- /wp:quote -->",
        more='<category domain="author" nicename="a"><![CDATA[Ann Lee]]></category>'
        '<category domain="author" nicename="b"><![CDATA[Bo Ek]]></category>',
    )
    + item(3, "SECRET DRAFT", status="draft")
    + item(4, "SECRET PRIVATE", status="private")
    + item(5, "SECRET WITH A PASSWORD", password="SECRET")
    + item(6, "SECRET PAGE", kind="page")
    + item(7, "By nobody.", login="secret@example.net")
    + item(8, "By a login.", login="zed", title="One & two".replace("&", "&amp;"))
    + item(9, "SECRET FUTURE", status="future")
)

GHOST = json.dumps(
    {
        "db": [
            {
                "meta": {"exported_on": 1775409738177, "version": "6.0.0"},
                "data": {
                    "posts": [
                        {"id": "p1", "title": "First", "html": "<p>One</p><p>Two</p>",
                         "status": "published", "type": "post",
                         "published_at": "2025-01-01T00:00:00.000Z"},
                        {"id": "p2", "title": "Second", "html": None, "status": "published",
                         "type": "post", "published_at": "2025-01-02T00:00:00.000Z",
                         "lexical": json.dumps({"root": {"type": "root", "children": [
                             {"type": "paragraph", "children": [
                                 {"type": "text", "text": "Bold & ", "format": 1},
                                 {"type": "link", "url": "https://example.org", "children": [
                                     {"type": "text", "text": "link", "format": 0}]}]},
                             {"type": "list", "listType": "bullet", "children": [
                                 {"type": "listitem", "children": [
                                     {"type": "text", "text": "item", "format": 0}]}]}]}})},
                        {"id": "p3", "title": "Third", "html": None, "status": "published",
                         "type": "post", "published_at": "2020-01-02T00:00:00.000Z",
                         "mobiledoc": json.dumps({"version": "0.3.1", "markups": [["em"]],
                             "atoms": [], "cards": [["hr", {}]],
                             "sections": [[1, "p", [[0, [], 0, "Plain "], [0, [0], 1, "slanted"]]],
                                          [10, 0], [3, "ul", [[[0, [], 0, "item"]]]]]})},
                        {"id": "p4", "title": "SECRET DRAFT", "html": "<p>SECRET</p>",
                         "status": "draft", "type": "post"},
                        {"id": "p5", "title": "About", "html": "<p>SECRET</p>",
                         "status": "published", "type": "page"},
                    ],
                    "users": [{"id": "u1", "name": "Ann Lee", "email": "secret@example.org",
                               "password": "SECRET HASH"}],
                    "tags": [{"id": "t1", "name": "Films"}, {"id": "t2", "name": "#internal"}],
                    "posts_authors": [{"post_id": "p1", "author_id": "u1", "sort_order": 0}],
                    "posts_tags": [{"post_id": "p1", "tag_id": "t1", "sort_order": 0},
                                   {"post_id": "p1", "tag_id": "t2", "sort_order": 1}],
                    "settings": [{"key": "title", "value": "The Ghost"},
                                 {"key": "api_key", "value": "SECRET KEY"}],
                },
            }
        ]
    }
)  # fmt: skip

# An answer of the API for readers: what is not published is not in it.
GHOST_API = json.dumps(
    {
        "posts": [
            {"id": "p1", "uuid": "3a03", "title": "First", "html": "<p>One</p>",
             "published_at": "2025-01-01T00:00:00.000Z", "url": "https://example.org/first/",
             "authors": [{"name": "Ann Lee"}, {"name": "Bo Ek"}],
             "tags": [{"name": "Films"}, {"name": "#hidden"}]},
        ],
        "meta": {"pagination": {"page": 1, "limit": 15, "pages": 1, "total": 1}},
    }
)  # fmt: skip

SUBSTACK = {
    "posts.csv": "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,"
    "subtitle,podcast_url\n"
    "1.first,2024-05-17T20:48:19.814Z,true,,,newsletter,everyone,First &#x201C;one&#x201D;,Sub,\n"
    "2.draft,2024-05-18T20:48:19.814Z,false,,,newsletter,everyone,SECRET DRAFT,,\n"
    "3.thread,2024-05-18T20:48:19.814Z,true,,,thread,everyone,SECRET THREAD,,\n"
    "4.paid,2024-05-19T20:48:19.814Z,TRUE,,,newsletter,only_paid,Paid,,\n"
    "5.missing,2024-05-19T20:48:19.814Z,TRUE,,,newsletter,everyone,Missing,,\n",
    "posts/1.first.html": '<p>Text.</p><p class="button-wrapper"><a href="https://x.org">SECRET '
    'BUTTON</a></p><div class="subscription-widget-wrap"><p>SECRET FORM</p></div>',
    "posts/1.first.delivers.csv": "email\nsecret@example.org\n",
    "posts/2.draft.html": "<p>SECRET</p>",
    "posts/4.paid.html": "<p>Paid text.</p>",
    "email_list.csv": "email,active\nsecret@example.org,true\n",
}

PAGE = """<!DOCTYPE html><html><head><title>{title}</title><style>p {{ color: red }}</style></head>
<body><article class="h-entry"><header><h1 class="p-name">{title}</h1></header>{subtitle}
<section data-field="body" class="e-content">{body}</section><footer>{footer}</footer></article>
</body></html>
"""
SIGNED = (
    '<p>By <a href="https://medium.com/@a" class="p-author h-card">Ann Lee</a> on '
    '<time class="dt-published" datetime="2018-08-11T11:23:34.123Z">August 11</time></p>'
    '<p><a href="https://medium.com/@a/{slug}" class="p-canonical">link</a></p>'
    '<p><a class="p-tag">Films</a></p>'
)
MEDIUM = {
    "posts/2018-08-11_First-efefef121212.html": PAGE.format(
        title="First",
        subtitle='<section data-field="subtitle" class="p-summary">Below</section>',
        body='<h3 class="graf graf--h3 graf--leading graf--title">First</h3>'
        '<h4 class="graf graf--subtitle">Below</h4><p class="graf">Text <strong>here</strong>.</p>',
        footer=SIGNED.format(slug="first-efefef121212"),
    ),
    "posts/2018-08-12_Answer-a1b2c3d4e5f6.html": PAGE.format(
        title="SECRET ANSWER to…",
        subtitle="",
        body='<p class="graf graf--p graf--leading">SECRET ANSWER to somebody.</p>',
        footer=SIGNED.format(slug="answer-a1b2c3d4e5f6"),
    ),
    "posts/draft_Later-b1b2c3d4e5f6.html": PAGE.format(
        title="SECRET DRAFT", subtitle="", body="<p>SECRET</p>", footer="<p>View original</p>"
    ),
    "profile/profile.html": "<html><body>secret@example.org</body></html>",
}

BLOGGER_OLD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-1</id><title type='text'>The Blog</title>
<entry><id>tag:blogger.com,1999:blog-1.post-1</id><published>2017-06-20T00:32:00-04:00</published>
<category scheme='http://schemas.google.com/g/2005#kind'
 term='http://schemas.google.com/blogger/2008/kind#post'/>
<category scheme='http://www.blogger.com/atom/ns#' term='books'/>
<title type='text'>Post</title><content type='html'>One&lt;br /&gt;&lt;br /&gt;&lt;div
 style="x"&gt;Two&amp;nbsp;here&lt;/div&gt;</content>
<link rel='alternate' href='http://example.blogspot.com/1.html'/>
<author><name>Ann Lee</name><email>secret@example.org</email></author></entry>
<entry><id>2</id><category scheme='http://schemas.google.com/g/2005#kind'
 term='http://schemas.google.com/blogger/2008/kind#comment'/>
<content>SECRET COMMENT</content></entry>
<entry><id>3</id><category scheme='http://schemas.google.com/g/2005#kind'
 term='http://schemas.google.com/blogger/2008/kind#post'/><app:control><app:draft>yes</app:draft>
</app:control><content>SECRET DRAFT</content></entry>
<entry><id>4</id><category scheme='http://schemas.google.com/g/2005#kind'
 term='http://schemas.google.com/blogger/2008/kind#settings'/><content>SECRET</content></entry>
</feed>
"""
BLOGGER_NEW = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-1</id><title>The Blog</title>
<entry><id>tag:blogger.com,1999:blog-1.post-1</id><blogger:type>POST</blogger:type>
<blogger:status>LIVE</blogger:status><author><name>Ann Lee</name>
<blogger:type>BLOGGER</blogger:type></author><title>Post</title>
<content type='html'>&lt;p&gt;Text.&lt;/p&gt;</content>
<published>2024-05-17T10:00:00Z</published></entry>
<entry><id>2</id><blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>
<content>SECRET COMMENT</content></entry>
<entry><id>3</id><blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>
<content>SECRET DRAFT</content></entry>
</feed>
"""

LETTERBOXD_FEED = """<?xml version='1.0' encoding='utf-8'?>
<rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Letterboxd - Ann</title>
<item><title>Nosferatu, 1922 - ★★★★½ (contains spoilers)</title>
<link>https://letterboxd.com/ann/film/nosferatu/</link>
<guid isPermaLink="false">letterboxd-review-1</guid>
<pubDate>Sat, 18 May 2024 11:00:00 +1200</pubDate>
<letterboxd:watchedDate>2024-05-17</letterboxd:watchedDate>
<letterboxd:rewatch>No</letterboxd:rewatch>
<letterboxd:filmTitle>Nosferatu</letterboxd:filmTitle>
<letterboxd:filmYear>1922</letterboxd:filmYear>
<letterboxd:memberRating>4.5</letterboxd:memberRating><tmdb:movieId>653</tmdb:movieId>
<description><![CDATA[<p><img src="https://a.ltrbxd.com/x.jpg"/></p>
<p><em>This review may contain spoilers.</em></p> <p>He dies.</p>]]></description>
<dc:creator>Ann Lee</dc:creator></item>
<item><title>M, 1931</title><guid>letterboxd-watch-2</guid>
<letterboxd:filmTitle>M</letterboxd:filmTitle>
<description><![CDATA[<p>Watched on Saturday.</p>]]></description></item>
</channel></rss>
"""
RSS = """<?xml version='1.0'?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Site</title><language>de</language>
<item><title>Eins</title><link>https://example.org/1</link><category>Filme</category>
<author>secret@example.org (Ann Lee)</author><pubDate>Fri, 17 May 2024 11:00:00 +0200</pubDate>
<description>Anfang …</description><content:encoded><![CDATA[<p>Der ganze Text.</p>]]>
</content:encoded></item>
<item><title>Zwei</title><link>https://example.org/2</link><description>Nur der Anfang …
</description></item></channel></rss>
"""
ATOM = """<?xml version='1.0'?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Site</title>
<entry><id>urn:1</id><title>One</title><link href="https://example.org/1"/>
<author><name>Ann Lee</name></author><updated>2024-05-17T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Some <b>text</b>.</p></div>
</content></entry></feed>
"""
