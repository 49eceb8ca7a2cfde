import type account from "../account/en";
import type buyer from "../buyer/en";
import type compliance from "../compliance/en";
import type developer from "../developer/en";
import type operator from "../operator/en";
import type seller from "../seller/en";
import type ui from "../ui/en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "ui";
    resources: {
      ui: typeof ui;
      account: typeof account;
      buyer: typeof buyer;
      compliance: typeof compliance;
      developer: typeof developer;
      operator: typeof operator;
      seller: typeof seller;
    };
  }
}
