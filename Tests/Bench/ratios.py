#!/usr/bin/env python3
"""Compares the kit's times with those of other libraries, from lines of JSON as `bench --format json` prints them.

  python3 ratios.py NAME < lines        one row: minimum times in milliseconds, and fastest peer / kit
  python3 ratios.py --summary < lines   how many rows the kit is ahead in
  python3 ratios.py --peak NAME TORCH KIT   the peak resident memory of two commands, in MB
"""
import json, os, shlex, subprocess, sys


def peak(command):
    """The largest resident memory of a command, in MB."""
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"it failed: {command}")
    return usage.ru_maxrss / 1024


if sys.argv[1] == "--peak":
    name, torch, kit = sys.argv[2:]
    print(f"{name:18} PyTorch {peak(torch):7.0f} MB   kit {peak(kit):7.0f} MB", flush=True)
    sys.exit()

rows = {}
for line in sys.stdin:
    found = json.loads(line)
    times = rows.setdefault(found["workload"], {})
    times[found["peer"]] = min(found["min_ms"], times.get(found["peer"], found["min_ms"]))


def ratio(times):
    """How many times as fast as the fastest of the others the kit is."""
    return min(t for peer, t in times.items() if peer != "chainrule") / times["chainrule"]


if sys.argv[1] == "--summary":
    ratios = {name: ratio(times) for name, times in rows.items()}
    ahead = sum(r >= 1 for r in ratios.values())
    slower = sum(t["chainrule"] > t["numpy"] for t in rows.values() if "numpy" in t)
    print(f"at or ahead of the fastest in {ahead} of {len(ratios)} rows; under 0.8 of it in "
          f"{sum(r < 0.8 for r in ratios.values())}; slower than numpy in {slower}")
else:
    times = rows[sys.argv[1]]
    shown = "".join(f"{times[p]:11.3f}" if p in times else f"{'-':>11}" for p in ("numpy", "torch", "jax", "chainrule"))
    print(f"{sys.argv[1]:18}{shown}{ratio(times):8.2f}", flush=True)
