package dev.galena.bench;

/** A market with many listed leads: states as populous as they are, ZIP codes, levels, prices and fields spread as in life. */
final class Shelf {
    /** A state and the share of people who live there, in thousandths. */
    private static final String STATES =
            "CA:117 TX:91 FL:67 NY:58 PA:39 IL:37 OH:35 GA:33 NC:32 MI:30 NJ:28 VA:26 WA:23 AZ:22 TN:21 MA:21 IN:20 MO:18 MD:18"
                    + " WI:18 CO:17 MN:17 SC:16 AL:15 LA:14 KY:13 OR:13 OK:12 CT:11 UT:10 IA:10 NV:10 AR:9 MS:9 KS:9 NM:6 NE:6"
                    + " ID:6 WV:5 HI:4 NH:4 ME:4 RI:3 MT:3 DE:3 SD:3 ND:2 AK:2 DC:2 VT:2 WY:2";

    private static final int CHUNK = 500_000;

    private final BenchDatabase database;

    Shelf(BenchDatabase database) {
        this.database = database;
    }

    /** Fills market.listing; indexes are built afterwards, as nothing here measures the filling. */
    void fill(int rows, int[] verticals) {
        database.execute("""
                create table if not exists public.shelf_index as
                  select indexdef, indexname from pg_indexes
                  where schemaname = 'market' and tablename = 'listing' and indexname <> 'listing_pkey'""");
        database.execute("do $$ declare r record; begin for r in select indexname from public.shelf_index loop"
                + " execute 'drop index if exists market.' || quote_ident(r.indexname); end loop; end $$");
        for (int from = 0; from < rows; from += CHUNK) {
            int to = Math.min(rows, from + CHUNK);
            database.execute(insert(from, to, rows, verticals));
            System.out.printf("%,d listed%n", to);
        }
        database.execute("do $$ declare r record; begin for r in select indexdef from public.shelf_index loop"
                + " execute r.indexdef; end loop; end $$");
        database.execute("drop table public.shelf_index");
        database.execute("vacuum analyze market.listing");
    }

    /** Leads came in over the last sixty days; three in five are of the first vertical. */
    private static String insert(int from, int to, int rows, int[] verticals) {
        return """
            insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level,
              channels, certified, generated_at, expires_at, attrs, currency, price, exclusive_price, max_sales, sold, status)
            select uuidv7((g - %d) * interval '1 second' * (5184000.0 / %d)), v, 1, lpad(to_hex(g %% 40), 32, '0')::uuid,
              'src-' || lpad((g * 31 %% 200)::text, 6, '0'), state, zip,
              score, case when score >= 80 then 3 when score >= 60 then 2 when score >= 25 then 1 else 0 end,
              (array[1, 9, 11, 25, 31])[1 + (r4 * 5)::int %% 5], r5 < 0.7,
              now() - (%d - g) * interval '1 second' * (5184000.0 / %d) - r6 * interval '3 days',
              now() + interval '30 days' + r6 * interval '60 days', attrs, 'USD',
              price, case when r4 < 0.8 then price * 5 / 2 end, 4, case when r5 < 0.75 then 0 else (r6 * 3)::int end, 'open'
            from (
              select g, (array[%d, %d, %d])[case when r1 < 0.6 then 1 when r1 < 0.8 then 2 else 3 end] as v,
                s.state, lpad((s.n * 1800 + (r2 * r2 * 600)::int)::text, 5, '0') as zip,
                (r3 * r3 * 100)::int as score,
                (array[400, 900, 2000, 3500])[1 + (r3 * r3 * 3.99)::int %% 4] + (r6 * 20)::int * 10 as price,
                jsonb_build_object('specialization', (array['Finance Management', 'Human Resource Management',
                    'Marketing Management', 'Operations Management', 'Business Administration', 'IT Projects Management',
                    'Supply Chain Management', 'Banking, Investment And Insurance', 'Media and Advertising', 'Travel and Tourism',
                    'International Business', 'Healthcare Management', 'Hospitality Management', 'E-COMMERCE',
                    'Retail Management', 'Rural and Agribusiness', 'E-Business', 'Services Excellence'])[1 + (r4 * r4 * 17.99)::int],
                  'occupation', (array['Unemployed', 'Working Professional', 'Student', 'Other'])[1 + (r5 * r5 * 3.99)::int],
                  'lead_origin', (array['Landing Page Submission', 'API', 'Lead Add Form'])[1 + (r6 * 2.99)::int],
                  'total_visits', (r2 * 12)::int, 'time_on_site_seconds', (r3 * 2000)::int,
                  'page_views_per_visit', round((r4 * 6)::numeric, 2), 'free_copy', r5 < 0.3) as attrs,
                r4, r5, r6
              from (select g, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7
                    from generate_series(%d, %d) g) x
              join (%s) s on x.r7 >= s.low and x.r7 < s.high
            ) y order by g""".formatted(rows, rows, rows, rows, verticals[0], verticals[1], verticals[2], from, to - 1, states());
    }

    private static String states() {
        var sql = new StringBuilder("select * from (values ");
        String[] shares = STATES.split(" ", -1);
        int total = 0;
        for (String share : shares) total += Integer.parseInt(share.substring(3));
        double low = 0;
        for (int n = 0; n < shares.length; n++) {
            double high =
                    n == shares.length - 1 ? 1.1 : low + Integer.parseInt(shares[n].substring(3)) / (double) total;
            if (n > 0) sql.append(", ");
            sql.append("('%s', %d, %s, %s)".formatted(shares[n].substring(0, 2), n, low, high));
            low = high;
        }
        return sql.append(") s (state, n, low, high)").toString();
    }
}
