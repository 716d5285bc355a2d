"""The story of one family's voucher, played against a running host over HTTP."""
