package dev.slipway.service.build.store;

import dev.slipway.service.build.Admission;
import dev.slipway.service.build.Admissions;
import dev.slipway.service.build.BuildRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** The table {@code admission}. */
@ApplicationScoped
class PanacheAdmissions implements Admissions, PanacheRepositoryBase<AdmissionEntity, String> {

  private final Clock clock;

  PanacheAdmissions(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Admission> find(String key) {
    return findByIdOptional(key)
        .map(
            row ->
                new Admission(
                    Admission.Decision.valueOf(row.decision.toUpperCase(Locale.ROOT)),
                    row.buildId,
                    row.reason));
  }

  @Override
  public void add(BuildRequest request, Admission admission) {
    AdmissionEntity row = new AdmissionEntity();
    row.key = request.key();
    row.repositoryId = request.repositoryId();
    row.delivery = request.cause().delivery();
    row.refType = request.plan().ref().type().wireName();
    row.refName = request.plan().ref().name();
    row.commitSha = request.commit() == null ? null : request.commit().value();
    row.ruleId = request.plan().ruleId();
    row.buildId = admission.buildId();
    row.decision = admission.decision().name().toLowerCase(Locale.ROOT);
    row.reason = admission.reason();
    row.decidedAt = clock.instant();
    persist(row);
  }
}
