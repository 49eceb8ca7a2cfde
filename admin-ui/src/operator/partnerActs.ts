import type { TFunction } from "i18next";
import { api, ask, type Schema } from "../api/client";
import type { FormField } from "../ui/FormDialog";

type Party = Schema<"Party">;

/** One thing the operator can do with a partner: what is asked, and what is sent. */
export interface Act {
  name: ActName;
  danger?: boolean;
  fields: FormField[];
  run: (values: Record<string, string>, key: string) => Promise<unknown>;
}

export type ActName = "credit" | "creditLine" | "promo" | "postpaid" | "endPostpaid" | "price" | "fee" | "reserve" | "freeze" | "unfreeze";

const LEVELS = ["cold", "engaged", "mql", "sql"] as const;
type Level = (typeof LEVELS)[number];

/** What can be done with this partner, by what he does on the marketplace. */
export function actsOf(party: Party, verticals: string[], t: TFunction<"operator">): Act[] {
  const params = { path: { id: party.id } };
  const idempotent = (key: string) => ({ ...params, header: { "Idempotency-Key": key } });
  const amount = (units: string | undefined) => ({ amount: Number(units), currency: party.currency });
  const word = (name: string) => t(`partner.fields.${name}` as never) as string;
  const reason: FormField = { name: "reason", label: word("reason"), hint: word("reasonHint"), required: true };
  const vertical: FormField = { name: "vertical", label: word("vertical"), suggestions: verticals };
  const buyer: Act[] = [
    {
      name: "creditLine",
      fields: [{ name: "limit", label: word("limit"), hint: word("limitHint"), type: "money", required: true }, reason],
      run: ({ limit, reason: why }, key) =>
        ask(api.POST("/v1/parties/{id}/credit-line", { params: idempotent(key), body: { limit: amount(limit), reason: why ?? "" } })),
    },
    {
      name: "credit",
      fields: [
        { name: "amount", label: word("amount"), type: "money", required: true },
        { name: "source", label: word("source"), options: ["bank", "marketing"].map((value) => ({ value, label: word(value) })), start: "bank" },
      ],
      run: ({ amount: units, source }, key) =>
        ask(api.POST("/v1/parties/{id}/wallet/credits", { params: idempotent(key), body: { amount: amount(units), source: source as "bank" | "marketing" } })),
    },
    {
      name: "promo",
      fields: [
        { name: "amount", label: word("amount"), type: "money", required: true },
        reason,
        { name: "expires_at", label: word("expires"), hint: word("expiresHint"), type: "date" },
      ],
      run: ({ amount: units, reason: why, expires_at }, key) =>
        ask(
          api.POST("/v1/parties/{id}/promo-credits", {
            params: idempotent(key),
            body: { amount: amount(units), reason: why ?? "", ...(expires_at ? { expires_at: `${expires_at}T00:00:00Z` } : {}) },
          }),
        ),
    },
    {
      name: "price",
      fields: [
        { ...vertical, required: true },
        { name: "level", label: word("level"), options: [{ value: "", label: word("anyLevel") }, ...LEVELS.map((value) => ({ value, label: value }))] },
        { name: "exclusive", label: word("exclusive"), type: "check" },
        { name: "price", label: word("price"), hint: word("priceHint"), type: "money" },
      ],
      run: ({ vertical: code, level, exclusive, price }) =>
        ask(
          api.POST("/v1/parties/{id}/prices", {
            params,
            body: {
              vertical: code ?? "",
              exclusive: exclusive === "true",
              ...(level ? { level: level as Level } : {}),
              ...(price ? { price: amount(price) } : {}),
            },
          }),
        ),
    },
    {
      name: "postpaid",
      fields: [{ name: "days", label: word("days"), options: ["7", "14", "30"].map((value) => ({ value, label: value })), start: "30" }],
      run: ({ days }, key) => ask(api.POST("/v1/parties/{id}/postpaid", { params: idempotent(key), body: { days: Number(days) as 7 | 14 | 30 } })),
    },
    { name: "endPostpaid", fields: [], run: (_, key) => ask(api.POST("/v1/parties/{id}/postpaid/end", { params: idempotent(key) })) },
  ];
  const seller: Act[] = [
    {
      name: "fee",
      fields: [vertical, { name: "fee_bps", label: word("fee"), hint: word("feeHint"), type: "number", min: 0, max: 10_000 }],
      run: ({ vertical: code, fee_bps }) =>
        ask(api.POST("/v1/parties/{id}/fees", { params, body: { ...(code ? { vertical: code } : {}), ...(fee_bps ? { fee_bps: Number(fee_bps) } : {}) } })),
    },
    {
      name: "reserve",
      fields: [
        { name: "reserve_bps", label: word("reserve"), hint: word("feeHint"), type: "number", min: 0, max: 10_000, required: true },
        { name: "hold_days", label: word("holdDays"), type: "number", min: 0, max: 730, required: true },
      ],
      run: ({ reserve_bps, hold_days }) =>
        ask(api.POST("/v1/parties/{id}/reserve", { params, body: { reserve_bps: Number(reserve_bps), hold_days: Number(hold_days) } })),
    },
  ];
  const money: Act[] = [
    {
      name: "freeze",
      danger: true,
      fields: [reason],
      run: ({ reason: why }, key) => ask(api.POST("/v1/parties/{id}/freeze", { params: idempotent(key), body: { reason: why ?? "" } })),
    },
    {
      name: "unfreeze",
      fields: [reason],
      run: ({ reason: why }, key) => ask(api.POST("/v1/parties/{id}/unfreeze", { params: idempotent(key), body: { reason: why ?? "" } })),
    },
  ];
  const trades = party.roles.includes("buyer") || party.roles.includes("seller");
  return [...(party.roles.includes("buyer") ? buyer : []), ...(party.roles.includes("seller") ? seller : []), ...(trades ? money : [])];
}
