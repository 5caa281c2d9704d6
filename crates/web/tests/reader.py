"""Another reader of our calendars, with no part of ours: what it finds in tests/calendar.ics."""
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

FILE = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parent / "calendar.ics")
raw = FILE.read_bytes()
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
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
