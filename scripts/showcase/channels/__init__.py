"""One story for other places than the website: each channel begins with the sanitised HTML and the photos as they were developed."""
