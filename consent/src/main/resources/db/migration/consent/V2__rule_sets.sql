-- What suffices under which law. Each row is the least that its source asks of a record of consent; not legal advice.
-- A change of law is a new version with its date, never an edit.
insert into consent.rule_set (code, version, effective_from, body) values
  -- Prior express written consent: agreement that clearly authorises the seller to call or text this number by autodialer or
  -- recorded voice, says that it is no condition of a purchase, and bears a signature.
  ('us-tcpa-pewc', 1, '2013-10-16', '{
    "source": "47 CFR 64.1200(a)(2), (f)(9)",
    "requires": ["phone"],
    "phrases": [{"code": "not-a-condition",
                 "any_of": ["not a condition", "not a requirement", "not required", "without being required", "no purchase necessary",
                            "no purchase required", "not conditioned", "not conditional"]}],
    "channels_any": ["call", "autodialed", "prerecorded", "sms"],
    "buyer_named": true}'),
  -- Records of consent a telemarketer must keep: name and number, the request as shown, its purpose, the consent, its date, and
  -- for recorded calls the seller it names.
  ('us-tsr-2024', 1, '2024-10-15', '{
    "source": "16 CFR 310.5(a)(8)",
    "requires": ["name", "phone"],
    "channels_any": ["call", "autodialed", "prerecorded"],
    "buyer_named": true}'),
  -- A signed invitation to be called although the number is on the national list; names the seller and the number.
  ('us-dnc', 1, '2003-10-01', '{
    "source": "47 CFR 64.1200(c)(2)(ii)",
    "requires": ["phone"],
    "channels_any": ["call", "autodialed", "prerecorded", "sms"],
    "buyer_named": true}'),
  -- Consent as lawful basis: demonstrable, and the controller who relies on it is named.
  ('eu-gdpr', 1, '2018-05-25', '{
    "source": "Regulation (EU) 2016/679, articles 4(11), 6(1)(a), 7; recital 42",
    "requires": [],
    "channels_any": ["call", "autodialed", "prerecorded", "sms", "email"],
    "buyer_named": true}'),
  -- Sale is allowed until the person opts out.
  ('ca-optout', 1, '2020-01-01', '{
    "source": "Cal. Civ. Code 1798.120, 1798.135",
    "requires": [],
    "buyer_named": false}');
