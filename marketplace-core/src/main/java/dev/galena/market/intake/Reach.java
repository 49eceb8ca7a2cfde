package dev.galena.market.intake;

/** Can this person be reached? What the checks of telephone and e-mail need, shared by all batches. */
record Reach(Phones phones, Emails emails, Disposable disposable) {
    Reach(Disposable disposable) {
        this(new Phones(), new Emails(), disposable);
    }
}
