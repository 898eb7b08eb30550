"""English: words for one thing, for texts that use another of them than the statistics do.

A word of a text that no statistic has is read as the one of its line that statistics have. Where they have several of
a line, the text has to say which, and none is taken. Only what a desk uses for the same thing belongs together: not
"crimes" and "arrests", "cars" and "vehicles", nor "patients" and "people".
"""

from __future__ import annotations

# Forms that share their first six letters are one word already ("convicted" and "convictions").
GROUPS = """
unemployment jobless joblessness
employment jobs
employees staff workforce workers personnel employed work
revenue sales turnover takings
spending spent expenditure outlay outlays cost costs
budget spent
subsidy subsidies grant grants
earnings wages pay salaries salary earned
profit earnings
price prices
rent rents tenants
homes houses dwellings housing
births babies newborns
deaths died killed fatalities dead
injuries injured hurt wounded casualties
residents inhabitants population
pupils schoolchildren students
universities university
doctors physicians medics
vaccination vaccinated inoculated immunised immunized jabs
caesarean cesarean
crimes offences offenses crime offence
prison jail custody imprisonment
prisoners inmates
thefts stolen larceny
robberies muggings
homicides killings
assaults attacks
collisions crashes accidents
cars automobiles
lorries trucks
railway rail
passengers travellers travelers riders
visitors tourists guests
visits attendances
nights stays
production output produced manufactured
electricity power
waste rubbish garbage refuse trash
rainfall rain precipitation
loans lending
debt owed
deposits savings
orders bookings
deliveries shipments shipped
bankruptcies insolvencies insolvent
vacancies openings
applications applied applicants
marriages weddings
votes ballots
seats mandates
wins victories won victory triumphs
defeats losses lost
matches games fixtures
spectators crowd crowds attendance fans
tickets admissions
restaurants hospitality
farms holdings
harvest crop
construction building builders
roads highways
firefighters firemen
complaints grievances
share proportion percentage
average mean
young youth
elderly older
women female
men male
children kids
foreigners foreign abroad overseas
length long
width wide
height high tall
depth deep
weight weighs weighed heavy
speed fast faster
age aged old
distance covered
duration lasted lasts
tests samples
inspections checks
"""
"""A line for each thing."""
