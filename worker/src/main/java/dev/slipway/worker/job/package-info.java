/** Taking a job, claiming the build, running one attempt, reporting. */
@NullMarked
package dev.slipway.worker.job;

import org.jspecify.annotations.NullMarked;
