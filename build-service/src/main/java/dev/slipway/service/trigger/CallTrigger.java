package dev.slipway.service.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.build.Admission;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.BuildSelected;
import dev.slipway.service.selection.BuildSelected.Made;
import dev.slipway.service.selection.SelectRefs;
import dev.slipway.service.selection.Selected;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers a call of a trigger's URL: checks it, builds, and writes down what came of it. */
@ApplicationScoped
public class CallTrigger {

  private final OpenTrigger openTrigger;
  private final LimitCalls limit;
  private final TriggerCalls calls;
  private final Repositories repositories;
  private final SelectRefs select;
  private final BuildSelected build;
  private final TriggerSettings settings;
  private final ObjectMapper json;
  private final Clock clock;

  CallTrigger(
      OpenTrigger openTrigger,
      LimitCalls limit,
      TriggerCalls calls,
      Repositories repositories,
      SelectRefs select,
      BuildSelected build,
      TriggerSettings settings,
      ObjectMapper json,
      Clock clock) {
    this.openTrigger = openTrigger;
    this.limit = limit;
    this.calls = calls;
    this.repositories = repositories;
    this.select = select;
    this.build = build;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A call.
   *
   * @param repository the repository's id as the URL has it
   * @param token as the URL has it
   * @param address the caller's
   * @param body as it came, at most 64 KiB
   */
  public record Call(String repository, String token, String address, String body) {}

  /** Answers it. May ask the remote, so not to be called within a transaction. */
  public CallAnswer call(Call call) {
    Optional<BuildTrigger> opened = openTrigger.open(call.repository(), call.token());
    if (opened.isEmpty()) {
      return new CallAnswer.Unknown();
    }
    BuildTrigger trigger = opened.get();
    CallAnswer answer = limit.take(trigger.id()).orElseGet(() -> answer(trigger, call.body()));
    note(trigger, call, answer);
    return answer;
  }

  private CallAnswer answer(BuildTrigger trigger, String body) {
    Optional<Repository> repository = repositories.byId(trigger.repositoryId());
    if (repository.isEmpty()) {
      return new CallAnswer.Unknown();
    }
    try {
      return build(trigger, repository.get(), CallBody.parse(body, json));
    } catch (MalformedCallException e) {
      return refused(400, e, null);
    } catch (InvalidInputException e) {
      return refused(422, e, e.field().isEmpty() ? null : e.field());
    } catch (ConflictException e) {
      return refused(409, e, null);
    } catch (SourceUnreachableException e) {
      return refused(502, e, null);
    }
  }

  private CallAnswer build(BuildTrigger trigger, Repository repository, CallBody body)
      throws SourceUnreachableException {
    Selected selected = select.select(repository, body.selection(), settings.mostRefs());
    List<Made> made =
        build.build(
            new BuildSelected.Order(
                repository,
                selected.targets(),
                true,
                BuildCause.trigger(trigger.name()),
                trigger.keyPrefix() + UUID.randomUUID()));
    return new CallAnswer.Done(
        made.stream().map(TriggeredBuild::of).toList(), body.isForm(), result(made, selected));
  }

  private static String result(List<Made> made, Selected selected) {
    long admitted =
        made.stream()
            .filter(each -> each.admission().decision() == Admission.Decision.ADMITTED)
            .count();
    String counts =
        made.isEmpty()
            ? "No rule builds what was asked for."
            : admitted
                + (admitted == 1 ? " build made, " : " builds made, ")
                + (made.size() - admitted)
                + " pending already.";
    return counts + selected.remark();
  }

  private static CallAnswer refused(int status, Exception why, @Nullable String field) {
    return new CallAnswer.Refused(
        Problem.of(status, String.valueOf(why.getMessage()), field, null));
  }

  private void note(BuildTrigger trigger, Call call, CallAnswer answer) {
    TriggerCall entry =
        new TriggerCall(
            clock.instant(),
            call.address(),
            TriggerCall.excerpt(call.body()),
            answer.status(),
            answer.result(),
            answer.builds(),
            1);
    QuarkusTransaction.requiringNew().run(() -> calls.add(trigger.id(), entry));
  }
}
