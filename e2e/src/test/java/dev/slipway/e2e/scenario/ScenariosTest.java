package dev.slipway.e2e.scenario;

import dev.slipway.e2e.stack.Stack;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plays every folder of {@code e2e/scenarios} against one started standalone. */
@ExtendWith(Stack.Extension.class)
class ScenariosTest {

  @TestFactory
  Stream<DynamicTest> scenarios(Stack stack) throws IOException {
    return Scenario.folders().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(), () -> new Scenario(folder, stack).play()));
  }
}
