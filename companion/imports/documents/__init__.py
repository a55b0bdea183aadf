"""What a document of JSON may be: a site's archive of one's own lists, a graph, or rows of a table; one file each."""
