"""Texts with invented identifiers, each with the kind that must be seen in it, and texts of coders without any.

Nobody is meant: the names are Testcase, Sample, Example and Placeholder, the telephone numbers are of the 555-01xx
range that is kept for fiction, and the social security numbers begin as none ever did (000, 666, 9xx) or were printed
in advertisements (987-65-432x, 078-05-1120).
"""

WITH: dict[str, tuple[str, ...]] = {
    "ssn": (
        "pt SSN 987-65-4320, is 38240 covered",
        "ssn: 987654321 elig check for 27447",
        "social security number 000-12-3456 and code 99213",
        "SS# 666 12 3456 can I bill 93000",
        "078-05-1120 has 38241 scheduled, auth?",
        "last 4 of her social 4320, is 26 ok on 71046",
        "SSN ending in 4321: does 38220 need auth",
        "soc sec no. 987.65.4322 with 20610",
        "patient social is 987 65 4323, 99214?",
        "HICN 987-65-4324A old card, 38240 covered?",
        "SSN987654325 27447 inpatient?",
        "987–65–4326 wants to know if 88305 is covered",
    ),
    "phone": (
        "call pt at 202-555-0143 about 38240",
        "(202) 555-0144 is his cell, does 27447 need auth",
        "her number is 202.555.0145, 99213 denied",
        "phone 2025550146, 38242 same day?",
        "+1 202 555 0147 patient asks about 93000",
        "1-202-555-0148 pt wants cost of 27447",
        "cell: 202 555 0149 38220 and 38221?",
        "mobile 555-0150, is 71046 covered",
        "pt's phone # is (202)555-0151 for the 38240",
        "<tel:2025550152|202-555-0152> called on 99213",
        "reach her at 202/555/0153 re 88305",
        "tel 202 5550154, modifier 25?",
    ),
    "record-number": (
        "MRN 00112233, 38240 documentation?",
        "mrn#4455667 what does 38241 need",
        "MRN: 88-77-66 is 26 ok on 71046",
        "medical record number 5566778 99213 with 25",
        "med rec no 1234567 and 27447",
        "chart # 998877 20610-50?",
        "patient id 7788990 38220 denied",
        "pt # 5544332, 93000 x2",
        "acct 5526-59 marrow 38222",
        "account number 100200300 and 88305",
        "CSN 300400500 did we add 25",
        "FIN 9080706050 99214",
        "E1234567 (MRN) 38240 twice?",
        "encounter no. 44332211 99213-25",
    ),
    "claim-number": (
        "claim number 2026123456789 denied CO-97",
        "claim # A1B2345678 38240 denied",
        "ICN 2226101234567 99213 bundled",
        "claim 20261234567890 rejected for 26",
        "claim no. 55-667788-00 why CO-4",
        "DCN: 22612345678900 71046 26",
        "TCN 12345678901234567 for 27447",
        "claim id XK99887766 38241",
        "auth # A987654321 for 38240 expired",
        "authorization number 123456789 27447",
        "ref# 8877665544 payer said 59",
        "claim control number 9912345678 93000 dup",
    ),
    "date-of-birth": (
        "DOB 01/26/1961 is 38240 covered",
        "d.o.b. 1-26-61 27447",
        "date of birth: January 26, 1961, 99213",
        "born 3/4/1952, medicare, 38241",
        "birthdate 1952-03-04 93000",
        "dob 26 Jan 1961 38220",
        "DOB:01261961 71046",
        "birthday is 3.4.1952 and 88305",
        "01/26/1961 dob, 20610 both knees",
        "born on March 4th 1952, TKA 27447 inpatient?",
        "bday 3/4/52 38242",
        "DOB 4 March 1952 99214",
        "pt with DOB=03/04/52 for 38243",
    ),
    "name-with-birth-date": (
        "Jane Sample 3/4/1952 had 38240",
        "John Testcase (01/26/61) 27447 auth?",
        "Sample, Jane 03/04/1952 38221",
        "SAMPLE, JANE DOB 03/04/1952 99213",
        "Mr. Example, 3/4/52, bag 2 of 38240",
        "Mary Q. Placeholder DOB 7-8-1949 93000",
        "pt jane sample 3/4/1952 38222",
        "Placeholder, Pat R 07/08/1949 88305",
        "jane sample dob 3/4/52 is 26 ok",
        "Pt John Testcase MRN 00112233 DOB 01/26/1961 got 38240",
        "JOHN TESTCASE 01/26/1961 71046-26",
        "John Testcase, born January 26, 1961, 38241",
    ),
    "address": (
        "lives at 12 Elm Street, is home visit 99347 ok",
        "123 Main St, Springfield 99213",
        "45 N Oak Ave apt 3, 99348?",
        "4567 Placeholder Blvd home infusion 96365",
        "PO Box 123, Sampletown for 27447 statement",
        "p.o. box 9 38240 letter",
        "9 Maple Dr, Exampleville; 99349",
        "pt address 88 example road 99350",
        "1600 W. Sample Avenue, 38241 pt",
        "77 Birch Ct. Apt 2B 99347",
        "12345 Placeholder Lane, Sampletown, OH 44101 99348",
        "address: 5 Old Mill Pkwy, 96365",
    ),
    "email": (
        "jane.sample@example.com asks if 27447 is covered",
        "<mailto:john@example.org|john@example.org> 38240 bill",
        "email pt at j_testcase+bill@mail.example.net re 99213",
        "JANE@EXAMPLE.COM 93000",
        "contact: pat-placeholder@example.co.uk 38220",
        "her mail is jane @ example.com 99214",
    ),
    "member-id": (
        "member ID XYZ123456789 38240 auth",
        "member id# W1234 56789 27447",
        "subscriber id 987654321-01 99213",
        "MBI 1EG4-TE5-MK73 covers 38241?",
        "1EG4TE5MK73 38240 eligible?",
        "policy number 8877665544 27447",
        "medicaid id 1234567890 38243",
        "Medicaid # 00998877 99213",
        "insurance ID: ABC998877665 93000",
        "mem# 4455667788 20610",
        "subscriber number H55667788 88305",
        "beneficiary id 9988776655A 38220",
        "recipient ID 445566778 38221",
    ),
    "name": (
        "bed 26 on BMT, Mr. Example, 38240 tomorrow",
        "Mrs Sample got 27447 yesterday, 25 ok?",
        "is 38240 ok for Ms. Placeholder",
        "patient John Testcase had 38240, 26?",
        "pt Jane Sample needs 38221 and 38220",
        "Miss Testcase came for 99213",
        "Jane Sample, marrow by the fellow 38222, GC?",
        "jane sample had 27447, 25?",
        "can I bill 99213 for John Testcase",
        "pt: Testcase, John 38240 on Tuesday",
    ),
    "spelled-otherwise": (
        "em are en double-oh one one two two 38240",
        "MRN is zero zero four four five five, 99213",
        "born in fifty-two on the fourth of march, 27447",
        "jane dot sample at example dot com 93000",
    ),
}
"""By the kind that must be among those seen. Names alone and what is spelled in words are there to be counted, too."""

WITHOUT: tuple[str, ...] = tuple(
    line
    for line in """
can I use 26 with 38240?
38240-26 valid?
3824126 on a pro fee claim, ok or no
38240-38243 prior auth
38240 - 38243 bundled?
71046-TC from us and 71046-26 from the rad group, same DOS
27447-50, or two lines w/ RT and LT?
DOS 3/5/2024 99213 with 25
DOS 09/14/2026
date of service 3/5/24, 38240
dos 2024-03-05 71046
service date March 5, 2024 for 27447
DOS 12/31/2025-1/2/2026 99223
99213 on 3/5/2024 and 99214 on 3/7/2024, both ok?
billed $142.00 for 99213, allowed $98.12
paid 1,234.56 on 27447
charge 12500.00 for 38240
$38240 is that right
denied CO-97
denied CO 45 and PR 1
CARC 252 RARC N657
CARC 16, RARC M51 N264 N290
remark code MA130
PR-204 vs CO-50
OA-23 what does it mean
POS 21 vs POS 22 for 38240
POS 11 99213
place of service 19 38240
rev code 0636 with J1100
revenue codes 0250 0636 0258
rev 362 for 38240
revenue code 0815 or 0819
C92.00 with 38240
C92.01, Z94.84, D61.818
ICD-10 Z94.81 38241
dx M17.11 for 27447
15 min of 99213
45 min visit 99215
99417 x 3 for 90 minutes
76 yo, TKA 27447, can it go outpatient
52 kg pt got 2 bags from one donor, how many 38240
26 y/o pt scheduled for 38241 next week
Q1 2026 NCCI edits 38240
2026Q1 changes
what changed in 2025q4
1st quarter 2025 MUE for 38220
since 2015 is ICD-10 required
1995 or 1997 guidelines for 99213
effective 1/1/2021 E/M changes
effective 1/1/1992 the RBRVS
deleted 12/31/2012, what replaced it
as of 10/1/2015 ICD-10
added 1/1/2003 to the code set
38240 38241 38242 38243 all together
99213 99214 99215 99205
93000 93005 93010 whats the difference
ncci edit 71046 93010
88305 x 26 on one claim
did we bill 38240 twice
how many 38241s did we bill last month
how many claims went out with modifier 26
what did we get paid for 38243 on 3/26
pt had 38240 on 10/26 w/o an auth on file
PTO request for 11/26 - who approves
claim came back, POS 26 for 38240??
claim 38240 26 denied
claim with 3824026 came back
claims for 99213-25 and 93000 denied
claim line 2 71046-26
claim form box 24D
claim number format for medicare
what is a claim number
is the MRN needed on the claim
should I put the DOB on the claim form
does the note need name and date of birth
SSN required for 38240 auth?
do we need the member ID for precert
where does the account number go on the 1500
patient id verified in note for 38240?
subscriber id box 1a
auth number in box 23
authorization number missing for 38240
auth 38240 aetna
prior auth # for 27447?
LCD L38229 38240
policy L33394 botox
policy number A57752
LCD policy # L34555
Aetna policy number 0634
BCBS policy 2.01.15
UHC policy 2025T0556G
NCD 110.23 stem cell
NCD 110.23 38240 CED
NCT01166009 on the claim for 38240
clinical trial number 01166009 in block 19
NPI 1234567893 on the claim
rendering NPI 1234567893 99213
group NPI or individual for 71046-26
taxonomy 207RH0003X 38240
TIN 12-3456789 on the W9
EIN 123456789
CLIA 05D2012345 on 81025
NDC 00069-0105-01 with J1100
NDC 0069010501 units
11 digit ndc 00069010501
ML2.5 J3301
J1100 x 4, JW 2
J9035 10 mg x 40 units
G0463 vs 99213
G2211 with 25
Q5101 or J1442
HCPCS A4253 KX
0042T carrier priced?
0537T-0540T CAR-T
4004F quality code
TOB 131 vs 111
bill type 0131
DRG 014 or 016
MS-DRG 014 allo
APC 5244 for 38240
OPPS 2026 APC 5244 rate
GPCI for locality 0111205
locality 05 contractor 01182
ZIP 60601 locality
zip 94110-1234 GPCI
Chicago IL 60601 99213 rate
call Medicare at 1-800-633-4227
payer line is 800-555-0199
Aetna fax 866-555-0100 for auth
ext 5526 who handles 38240
who do I call about a refund request
is there a phone number for the MAC
is 99441 a phone visit
phone call 99442 15 minutes
telephone E/M 99443 2024
email visits 99421-99423
email the biller about 38240?
@billing is 26 ok with 38240
modifier 25 @ 99213
home visit 99347
home address needed for POS 12?
is POS 12 the pt's street address
71260 chest ct with 74177
70450 head CT
74176 CT abd, 26?
99213 by Dr Smith and 99214 by Dr Jones
38240 supervised by Dr. Example
Dr. Sample did 38221, fellow GC
2 docs in one place, 62 or 80
99213 down the road from the hospital
15 min drive, is telehealth ok
3 way split for 62
20610 both sides, 50 or RT LT
5 units per court ruling
96365 x1 96366 x3
96413 1 hr 5 min
start 10:05 stop 11:40 for 96413
0930-1145 infusion
time 13:05-14:20 96365 96366
3/4 of the cells returned, 38242
units 05/26/26 REJ
24D  99213  25   24E A  24F 142.00  24G 1
24D 93000 24E B 24F 38.00 24G 1
99213 25 142.00 1 93000 38.00 1
88305 26 UNITS 05/26/26 REJ: EXCEEDS MAX
38240  26  GC  POS 21  C92.00  1 unit
CPT 38242(26)
RVU of 38240 is 4.00?
wRVU 99214 1.92
conversion factor 32.3465
CF 33.4009 for 2026
MUE 1 for 38240 MAI 3
status indicator A, PC/TC 0
global days 090 for 27447
27447 day 45 post-op visit 99024
second knee was planned from day 1 - 27447-58 or 27447-79?
99214 in 90 day global, 24?
seq 1 of 4 line 12 38240
line 1 99213 line 2 93000 line 3 36415
Patient Has Medicare And Needs 38240
Patient Status Inpatient Only 27447
Total Knee 3/5/2026 27447
Medicare Advantage 1/1/2026 38240 auth
Blue Cross 10/1/2025 policy change 38241
MS patient on natalizumab J2323
MS DRG grouping
Mr modifier?
ms in 2025
born premature, 99468?
newborn care 99460 on 3/5/2026
newborn admitted 3/5/2026 99460
birthday rule for COB
date of birth mismatch denial
social worker 96158
social security act 1862
section 1833(e) documentation
42 CFR 410.32(b)(3)
100-04 chapter 12 section 30.6.6
Pub 100-04, Ch. 3, 90.3
IOM 100-02 chapter 15
Transmittal 12345 CR 13546
CR 13546 what changed
MM13546 article
account for the 26 on 71046 in RVUs
fin class medicare 38240
har har 38240 again
in the chart 38240 was noted
chart 99213 as 99214?
case 38240 with donor cells
case rate for 38240 allo
visit 99213 then 99214
encounter 99214-25
group number of surgeons 62 66
reference lab modifier 90 88305
ref lab 36415
member of the care team 99487
order # of modifiers 26-59
3824038241 both?
3824026 59
""".splitlines()
    if line
)
