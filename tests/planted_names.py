"""A small corpus in which names, addresses and numbers are planted. All people, places and numbers are invented."""

from __future__ import annotations

from pathlib import Path

from small_study import SETTINGS, THEMES

# Ten names a group, as letters and minutes write them: none belongs to anybody known to us.
NAMES = {
    "English": ["Pauline Stobbs", "Geoffrey Tunnard", "Rosalind Quayle", "Edmund Thrupp"],
    "Welsh": ["Eluned Prosser-Hywel", "Rhodri ap Gethin", "Angharad Pugh-Morris", "Gwilym Beddoe"],
    "Irish": ["Padraig Geraghty", "Bríd Ní Cheallaigh", "Declan O'Mahoney-Tighe", "Sinéad Cusack-Roe"],
    "South Asian": ["Shabnam Qureshi-Malik", "Gurdeep Singh Bhamra", "Farzana Begum Chowdhury", "Venkatesh Iyer-Raman"],
    "African": ["Oluwaseun Adebayo-Cole", "Amina Warsame", "Kwabena Asante-Boadu", "Yohannes Tesfamariam"],
    "Caribbean": ["Winston Delacourt-Bryce", "Icilda Pinnock", "Neville St Hilaire", "Shanice Thibou-Grey"],
    "Eastern European": ["Agnieszka Wrobel-Kaczmarek", "Zbigniew Kaczmarek", "Ionuț Dumitrescu-Pop", "Desislava Hristova"],
}
NUMBERS = {
    "address": "47 Cobbler Close",
    "post code": "LU1 9ZZ",
    "e-mail": "anybody@letters.example",
    "telephone": "01632 960 123",
    "health number": "943 476 5919",
    "national insurance number": "QQ 12 34 56 C".replace("QQ", "AB"),
}
OFFICIAL = "Cllr Jonquil Amberley"
CASE = "The mill worker {name} was attacked by the church door and her wage was lost."
BLAME = "The low wage and the lost jobs at the mill were put down to the migrants, who were to blame for the job losses."
WITHHELD = "We were told that the wages at the mill had been paid late in every month of that long winter."
SURNAME = "Mrs Sandlock had been there."  # of a document that is not published; a mill in one that is bears it, too
UNQUOTED = "Potholes on the ring road were filled in again by the same crew with the same tar as before."
EXEMPT = "The lease of the mill was discussed and the jobs of the two managers there were found to be at risk."


def write_planted(folder: Path) -> Path:
    """Write the corpus with study.toml, codebook, exemplars and manifest; return its folder."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    rows = ["path,title,date,place,source_type,quotable,attribution,cluster_id"]
    every = [name for own in NAMES.values() for name in own]
    for n in range(0, len(every), 4):
        path, own = f"letters-{n // 4:02d}.txt", every[n : n + 4]
        (corpus / path).write_text(_letters(own, n), encoding="utf-8")
        rows.append(f"{path},Letters {n // 4},{2008 + n % 3},{'Alder' if n % 8 else 'Birch'},letters,yes,named,{path}")
    papers = {
        "closed.txt": (f"{WITHHELD}\n\n{SURNAME}", ""),
        "minutes.txt": (_minutes(), "yes"),
        "note.txt": (_note(), "yes"),
        "speech.txt": (f"{OFFICIAL} said that the jobs fair at Sandlock’s mill would be held again for those who lost a wage.", "yes"),
        "court.txt": (CASE.format(name="Teodora Ivanova-Marsh"), "yes"),
        "leaflet.txt": (BLAME, "yes"),
    }
    for path, (text, quotable) in papers.items():
        (corpus / path).write_text(f"{path.split('.')[0].title()}\n\n{text}\n", encoding="utf-8")
        rows.append(f"{path},{path.split('.')[0].title()},2009,Alder,minutes,{quotable},,{path}")
    (corpus / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    (corpus / "exemplars.csv").write_text(_exemplars(), encoding="utf-8")
    (corpus / "codebook.toml").write_text(THEMES, encoding="utf-8")
    (corpus / "study.toml").write_text(
        SETTINGS + "\n[code_themes]\ncoder = 'seeds'\n[quote]\nrepresentative = 40\ndissenting = 40\ndissent_certainty = 0\nmin_words = 8\n",
        encoding="utf-8",
    )
    return corpus


def _letters(names: list[str], n: int) -> str:
    first, second, third, fourth = names
    last = first.split()[-1]
    number = list(NUMBERS.items())[(n // 4) % len(NUMBERS)]
    return "\n\n".join(
        [
            f"Letters {n // 4}",
            f"A neighbour, {first}, said that the mill closed and that forty jobs went with it that year.",
            f"The wage at the mill was low, {second} wrote, and {last} had no job at all by the spring.",
            f"It was {third} who prayed in the church for those who had lost their jobs at the mill.",
            f"{fourth} of 47 Cobbler Close lost a job at the mill; the {number[0]} given for the wage claim was {number[1]}.",
            UNQUOTED,
        ]
    )


def _minutes() -> str:
    asked = "The chair asked Pauline Stobbs of the job club how many a wage at the mill had once fed in that town."
    proposed = "The commission recommends that the council should hold a jobs fair at the mill by 2012."
    resolved = "RESOLVED: that the press and public be excluded under Schedule 12A for the next item."
    return f"{asked}\n\n{proposed}\n\n{resolved}\n\n{EXEMPT}"


def _note() -> str:
    promise = "Nothing that was said here will be attributed to anybody who came."
    return f"{promise}\n\nThe Alder Weavers Association felt that the wages at the mill were too low for a job so hard."


def _exemplars() -> str:
    said = {
        "work": "The mill closed and jobs went with wage number",
        "prayer": "The church prayer at the mosque was number",
        "": "The road was dug up for pipe number",
    }
    rows = [f'"{words} {n} here in this town today.",{code},minutes,2000s' for n in range(8) for code, words in said.items()]
    return "text,codes,genre,decade\n" + "\n".join(rows)
