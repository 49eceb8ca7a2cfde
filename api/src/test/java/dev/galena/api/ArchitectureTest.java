package dev.galena.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The boundaries of ARCHITECTURE.md, held by the build. Each rule was seen to fail on a planted violation. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test-classes/")) // of a quick build too
            .importPackages("dev.galena");

    @Test
    void theImporterSeesEveryModule() {
        assertThat(CODE.stream().map(JavaClass::getPackageName))
                .contains("dev.galena.db", "dev.galena.consent", "dev.galena.billing", "dev.galena.market.purchase");
    }

    @Test
    void consentKnowsNeitherMoneyNorLeads() {
        noClasses()
                .that()
                .resideInAPackage("dev.galena.consent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.galena.billing..", "dev.galena.market..", "dev.galena.api..")
                .check(CODE);
    }

    @Test
    void billingKnowsNeitherConsentNorLeads() {
        noClasses()
                .that()
                .resideInAPackage("dev.galena.billing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.galena.consent..", "dev.galena.market..", "dev.galena.api..")
                .check(CODE);
    }

    @Test
    void theMarketKnowsNothingOfHttp() {
        noClasses()
                .that()
                .resideInAPackage("dev.galena.market..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.galena.api..", "io.vertx.ext.web..")
                .check(CODE);
    }

    @Test
    void theStoryHasNoCycles() {
        slices().matching("dev.galena.market.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void nobodyTouchesTablesOfAnotherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.galena.consent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.galena.consent.generated..")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.galena.billing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.galena.billing.generated..")
                .check(CODE);
    }

    @Test
    void whoStoresDoesNotCommit() {
        noClasses()
                .that(holdADatabase())
                .should(ArchConditions.have(methodsThatJoinATransaction()))
                .check(CODE);
    }

    @Test
    void timeAndIdsComeFromOutsideTheDomain() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.galena.consent..", "dev.galena.billing..", "dev.galena.market..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(CODE);
    }

    @Test
    void everyPackageTellsItsStory() {
        classes()
                .that()
                .resideOutsideOfPackages("..generated..")
                .should(beInADescribedPackage())
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> holdADatabase() {
        return DescribedPredicate.describe(
                "hold a Database",
                c -> c.getFields().stream().anyMatch(f -> f.getRawType().isEquivalentTo(Database.class)));
    }

    private static DescribedPredicate<JavaClass> methodsThatJoinATransaction() {
        return DescribedPredicate.describe(
                "methods that join a caller's transaction",
                c -> c.getMethods().stream()
                        .filter(m -> !m.getModifiers().contains(JavaModifier.PRIVATE))
                        .filter(m -> !m.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .anyMatch(m -> !m.getRawParameterTypes().isEmpty()
                                && m.getRawParameterTypes().getFirst().isEquivalentTo(Tx.class)));
    }

    private static ArchCondition<JavaClass> beInADescribedPackage() {
        return new ArchCondition<>("be in a @NullMarked package with a description") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(
                        new SimpleConditionEvent(type, marked, type.getName() + " lacks a @NullMarked package-info"));
            }
        };
    }
}
