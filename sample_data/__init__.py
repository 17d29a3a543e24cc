"""The sample partnership: a made-up region whose true figures are known because we made them.

The generator works from the top down: a region with a trend, seasons and two shocks; partners
with their share of it; people and trips; files as partners would send them; and `truth.json`,
added up here in plain Python and never by the product.
"""
