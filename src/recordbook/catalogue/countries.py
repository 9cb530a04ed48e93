"""Countries by ISO 3166 code, with the continent the United Nations (M49) puts them in; cities."""

from __future__ import annotations

_BY_CONTINENT = {
    "Africa": """
        DZ Algeria, AO Angola, BJ Benin, BW Botswana, BF Burkina Faso, BI Burundi, CV Cabo Verde,
        CM Cameroon, CF Central African Republic, TD Chad, KM Comoros, CG Congo, CI Ivory Coast,
        CD Democratic Republic of the Congo, DJ Djibouti, EG Egypt, GQ Equatorial Guinea,
        ER Eritrea, SZ Eswatini, ET Ethiopia, GA Gabon, GM Gambia, GH Ghana, GN Guinea,
        GW Guinea-Bissau, KE Kenya, LS Lesotho, LR Liberia, LY Libya, MG Madagascar, MW Malawi,
        ML Mali, MR Mauritania, MU Mauritius, MA Morocco, MZ Mozambique, NA Namibia, NE Niger,
        NG Nigeria, RW Rwanda, ST Sao Tome and Principe, SN Senegal, SC Seychelles,
        SL Sierra Leone, SO Somalia, ZA South Africa, SS South Sudan, SD Sudan, TZ Tanzania,
        TG Togo, TN Tunisia, UG Uganda, ZM Zambia, ZW Zimbabwe""",
    "Asia": """
        AF Afghanistan, AM Armenia, AZ Azerbaijan, BH Bahrain, BD Bangladesh, BT Bhutan,
        BN Brunei, KH Cambodia, CN China, CY Cyprus, GE Georgia, HK Hong Kong, IN India,
        ID Indonesia, IR Iran, IQ Iraq, IL Israel, JP Japan, JO Jordan, KZ Kazakhstan,
        KP North Korea, KR South Korea, KW Kuwait, KG Kyrgyzstan, LA Laos, LB Lebanon, MO Macao,
        MY Malaysia, MV Maldives, MN Mongolia, MM Myanmar, NP Nepal, OM Oman, PK Pakistan,
        PS Palestine, PH Philippines, QA Qatar, SA Saudi Arabia, SG Singapore, LK Sri Lanka,
        SY Syria, TW Taiwan, TJ Tajikistan, TH Thailand, TL Timor-Leste, TR Turkey,
        TM Turkmenistan, AE United Arab Emirates, UZ Uzbekistan, VN Vietnam, YE Yemen""",
    "Europe": """
        AL Albania, AD Andorra, AT Austria, BY Belarus, BE Belgium, BA Bosnia and Herzegovina,
        BG Bulgaria, HR Croatia, CZ Czechia, DK Denmark, EE Estonia, FI Finland, FR France,
        DE Germany, GR Greece, HU Hungary, IS Iceland, IE Ireland, IT Italy, XK Kosovo,
        LV Latvia, LI Liechtenstein, LT Lithuania, LU Luxembourg, MT Malta, MD Moldova,
        MC Monaco, ME Montenegro, NL Netherlands, MK North Macedonia, NO Norway, PL Poland,
        PT Portugal, RO Romania, RU Russia, SM San Marino, RS Serbia, SK Slovakia, SI Slovenia,
        ES Spain, SE Sweden, CH Switzerland, UA Ukraine, GB United Kingdom, VA Vatican City""",
    "North America": """
        AG Antigua and Barbuda, BS Bahamas, BB Barbados, BZ Belize, CA Canada, CR Costa Rica,
        CU Cuba, DM Dominica, DO Dominican Republic, SV El Salvador, GD Grenada, GT Guatemala,
        HT Haiti, HN Honduras, JM Jamaica, MX Mexico, NI Nicaragua, PA Panama, PR Puerto Rico,
        KN Saint Kitts and Nevis, LC Saint Lucia, VC Saint Vincent and the Grenadines,
        TT Trinidad and Tobago, US United States""",
    "South America": """
        AR Argentina, BO Bolivia, BR Brazil, CL Chile, CO Colombia, EC Ecuador, GY Guyana,
        PY Paraguay, PE Peru, SR Suriname, UY Uruguay, VE Venezuela""",
    "Oceania": """
        AU Australia, FJ Fiji, KI Kiribati, MH Marshall Islands, FM Micronesia, NR Nauru,
        NZ New Zealand, PW Palau, PG Papua New Guinea, WS Samoa, SB Solomon Islands, TO Tonga,
        TV Tuvalu, VU Vanuatu""",
}
_BY_COUNTRY = {
    "South Korea": "Seoul, Busan, Daegu, Incheon, Gwangju, Daejeon, Ulsan, Suwon, Goyang",
    "Japan": "Tokyo, Osaka, Kyoto, Nagoya, Sapporo, Fukuoka, Yokohama, Kobe",
    "China": "Beijing, Shanghai, Guangzhou, Shenzhen, Chengdu",
    "United States": "New York, Los Angeles, Chicago, Nashville, Atlanta, Houston, Miami",
    "United Kingdom": "London, Manchester, Liverpool, Glasgow",
    "Thailand": "Bangkok",
    "Philippines": "Manila, Quezon City, Cebu City",
    "Indonesia": "Jakarta",
    "Canada": "Toronto, Montreal, Vancouver",
    "Australia": "Sydney, Melbourne, Brisbane",
}


def _words(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",")]


COUNTRIES: dict[str, tuple[str, str]] = {
    word[:2]: (word[3:], continent)
    for continent, text in _BY_CONTINENT.items()
    for word in _words(text)
}
"""ISO 3166-1 alpha-2 code to English name and continent."""

CITIES: dict[str, str] = {
    city: country for country, text in _BY_COUNTRY.items() for city in _words(text)
}
"""City to country, for cities whose name leaves no doubt."""
