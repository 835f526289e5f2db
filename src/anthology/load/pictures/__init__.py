"""The pictures of manuscripts: found in the project, decoded under limits, checked."""
