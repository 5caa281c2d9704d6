"""Another reader of our feeds, with no part of ours: what it finds in tests/feed.atom."""
import sys
from pathlib import Path

import feedparser

feed = feedparser.parse((Path(__file__).parent / "feed.atom").read_bytes())
results = []


def check(name, found, expected):
    results.append(found == expected)
    results[-1] or print(f"failed: {name}: {found!r} is not {expected!r}")


first, second = feed.entries
check("well formed", feed.bozo, False)
check("version", feed.version, "atom10")
check("title", feed.feed.title, 'Mill Lane & "Upper" End')
check("where", feed.feed.link, f"https://meadow.example/p/{'07' * 10}")
check("itself", [link.href for link in feed.feed.links if link.rel == "self"], [feed.feed.link + "/feed"])
check("when", feed.feed.updated_parsed[:3], (2026, 3, 29))
check("the latest first", [entry.updated_parsed[:3] for entry in feed.entries], [(2026, 3, 29), (2026, 1, 2)])
check("names that stay", len({feed.feed.id, first.id, second.id}), 3)
check("names that are such", {name[:9] for name in (feed.feed.id, first.id, second.id)}, {"urn:uuid:"})
check("letters", (first.title, second.title), ("Swallows & <i>more</i> ]]>", "Sjuhärads möte"))
check("words", "<strong>back</strong>" in first.content[0].value, True)
check("no script", "<script" in first.content[0].value, False)
check("a link", 'href="https://meadow.example/?a=1&amp;b=2"' in second.content[0].value, True)
check("no other link", "javascript" in second.content[0].value, False)
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
