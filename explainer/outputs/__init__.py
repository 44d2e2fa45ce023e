"""What leaves the app whole: the copy without a server, the visit sheet, the slides of a talk."""
