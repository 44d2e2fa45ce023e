"""What more than one page draws. These modules may not lie directly in ``pages``: each would become a page."""
