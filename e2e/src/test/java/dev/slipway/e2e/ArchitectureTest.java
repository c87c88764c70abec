package dev.slipway.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The import table of ARCHITECTURE.md. A row that changes there changes here, and the reverse. */
@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule coreIsTheJdkAndRe2j =
      classes()
          .that()
          .resideInAPackage("dev.slipway.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.slipway.core..", "java..", "javax..", "com.google.re2j..", "org.jspecify..");

  @ArchTest static final ArchRule gatewayDependsOnCoreOnly = dependsOnCoreOnly("gateway");

  @ArchTest static final ArchRule serviceDependsOnCoreOnly = dependsOnCoreOnly("service");

  @ArchTest static final ArchRule workerDependsOnCoreOnly = dependsOnCoreOnly("worker");

  @ArchTest static final ArchRule registryDependsOnCoreOnly = dependsOnCoreOnly("registry");

  @ArchTest
  static final ArchRule onlyTheServiceKnowsTheDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.slipway.gateway..", "dev.slipway.worker..", "dev.slipway.registry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..", "java.sql..");

  @ArchTest
  static final ArchRule entitiesStayInTheirStore =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .resideInAPackage("..store..")
          .andShould()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("..store..");

  @ArchTest
  static final ArchRule webStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..web..",
              "..standalone..",
              "dev.slipway.registry..",
              // The other edge: REST clients of Git hosts.
              "dev.slipway.service.host.rest..",
              "dev.slipway.service.host.bitbucket..",
              "dev.slipway.service.host.bitbucketserver..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule nobodyExitsButTheMain =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.slipway.standalone..")
          .should()
          .callMethod(System.class, "exit", int.class);

  private static ArchRule dependsOnCoreOnly(String module) {
    return noClasses()
        .that()
        .resideInAPackage("dev.slipway." + module + "..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are Slipway's, but neither core's nor git's nor its own",
                other ->
                    other.getPackageName().startsWith("dev.slipway.")
                        && !other.getPackageName().startsWith("dev.slipway.core")
                        && !other.getPackageName().startsWith("dev.slipway.git")
                        && !other.getPackageName().startsWith("dev.slipway." + module)));
  }
}
