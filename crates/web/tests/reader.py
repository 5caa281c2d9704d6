"""Another reader of our calendars, with no part of ours: what it finds in one of somebody's own, and in an open one."""
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

CRATES = Path(__file__).parent.parent.parent
raw = (CRATES / "web/tests/calendar.ics").read_bytes()
calendar = Calendar.from_ical(raw)
events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
results = []


def check(name, found, expected):
    results.append(found == expected)
    results[-1] or print(f"failed: {name}: {found!r} is not {expected!r}")


def start(uid):
    return events[uid].decoded("DTSTART")


def local(uid, zone):
    return start(uid).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %Z")


def alarms(uid):
    return [alarm.decoded("TRIGGER") for alarm in events[uid].walk("VALARM")]


# Both are text by RFC 7986 and RFC 5545; this reader does not know them, and leaves what is escaped as it stands.
for name in "NAME", "X-WR-CALNAME":
    check(name, str(calendar[name]).replace("\\,", ","), "Mill Lane, upper end")
check("method", str(calendar["METHOD"]), "PUBLISH")
check("events", sorted(events), ["meeting-autumn", "meeting-elsewhere", "meeting-summer", "meeting-winter", "task-long"])
check("before the change", local("meeting-winter", "Europe/Berlin"), "2026-03-28 19:30 CET")
check("after the change", local("meeting-summer", "Europe/Berlin"), "2026-03-29 19:30 CEST")
check("between, as many hours as there are", start("meeting-summer") - start("meeting-winter"), timedelta(hours=23))
check("an hour that comes twice is the first", local("meeting-autumn", "Europe/Berlin"), "2026-10-25 02:30 CEST")
check("another zone, after its own change", local("meeting-elsewhere", "America/New_York"), "2026-11-01 19:30 EST")
check("a day", start("task-long"), date(2026, 3, 29))
check("a day is no hour", isinstance(start("task-long"), datetime), False)
check("cancelled", str(events["meeting-autumn"]["STATUS"]), "CANCELLED")
check("set", str(events["meeting-winter"]["STATUS"]), "CONFIRMED")
check("numbers", events["meeting-autumn"]["SEQUENCE"] - events["meeting-winter"]["SEQUENCE"], 1)
check("reminded a day before", alarms("meeting-winter"), [timedelta(days=-1)])
check("reminded in the morning two days before", alarms("task-long"), [timedelta(days=-1, hours=-15)])
check("reminded of nothing that is cancelled", alarms("meeting-autumn"), [])
check("letters", str(events["task-long"]["SUMMARY"])[:61], "Sjuhärads längsta mötesnamn, med komma; och semikolon \\ samt ")
check("title", str(events["meeting-summer"]["SUMMARY"]), "Mill Lane: meeting")
check("faults", [error for event in events.values() for error in event.errors], [])
check("lines", max(map(len, raw.split(b"\r\n"))) <= 75, True)

# What everybody may know of a cell: days, of which nothing repeats, rings or tells where.
raw = (CRATES / "public_page/tests/open.ics").read_bytes()
open_days = Calendar.from_ical(raw).walk("VEVENT")
nights = [date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25), date(2026, 10, 26)]
check("the days around both changes", [event.decoded("DTSTART") for event in open_days], nights)
check("days are no hours", any(isinstance(event.decoded("DTSTART"), datetime) for event in open_days), False)
check("each by a name of its own", len({str(event["UID"]) for event in open_days}), len(nights))
check("for everybody", {str(event["CLASS"]) for event in open_days}, {"PUBLIC"})
check("open title", str(open_days[0]["SUMMARY"]), "Mill; Lane, BEGIN:VEVENT: meeting, guests are welcome")
allowed = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "TRANSP", "SUMMARY", "STATUS", "CLASS"}
check("nothing else", set().union(*(event.keys() for event in open_days)), allowed)
check("no alarms", [event.walk("VALARM") for event in open_days], [[]] * len(nights))
check("open faults", [error for event in open_days for error in event.errors], [])
check("open lines", max(map(len, raw.split(b"\r\n"))) <= 75, True)
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
