"""The report as one self-contained page in Chinese: ``page.render_html`` makes it, ``images.PageImages`` feeds it."""
