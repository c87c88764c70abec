package dev.slipway.service.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.Grant;
import dev.slipway.service.access.Scope;
import dev.slipway.service.account.AccountsConfig.OrganizationsBy;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationsByTest {

  private static final Actor.User ADMIN = new Actor.User(new UUID(0, 1), "admin", true);
  private static final Actor.User ADA = new Actor.User(new UUID(0, 2), "ada", false);
  private static final Grant LESS = new Grant(Scope.CONFIGURE, null);
  private static final Grant ELSEWHERE = new Grant(Scope.ADMIN, "acme");

  @Test
  void everybodyMakesOrganizationsUnlessOnlyAdministratorsMay() {
    assertEquals(true, OrganizationsBy.USERS.include(ADA));
    assertEquals(true, OrganizationsBy.USERS.include(ADMIN));
    assertEquals(false, OrganizationsBy.ADMINS.include(ADA));
    assertEquals(true, OrganizationsBy.ADMINS.include(ADMIN));
  }

  @Test
  void aCredentialThatIsGoodForLessMakesNone() {
    for (OrganizationsBy by : OrganizationsBy.values()) {
      assertEquals(false, by.include(ADMIN.with(LESS)));
      assertEquals(false, by.include(ADMIN.with(ELSEWHERE)));
    }
  }
}
