"""The day: feeds and folders in, one page of stories out, compared with the days before."""
