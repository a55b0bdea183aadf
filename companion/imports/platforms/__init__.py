"""What a browser extension that records a site's own data (Zeeschuimer) keeps of each platform: one file each."""
