#!/bin/sh
# Into the folder of SwiftBar's or xbar's plugins, as liqtop.1m.sh, and made executable. Say where liqtop
# is if that isn't on the PATH of what they start.
exec liqtop status --format swiftbar
