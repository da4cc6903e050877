package fr.toise.train.search;

import fr.toise.contracts.search.Rung;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether other settings are tried before a training, how many, and which. */
@ConfigMapping(prefix = "toise.training.search")
public interface SearchConfig {

    int MOST_TRIALS = 1000;

    /** Settings to try on new sales before the best of them are trained with; 0 to train with those of the configuration. */
    @WithDefault("0")
    @PositiveOrZero
    @Max(MOST_TRIALS)
    int trials();

    /** Trials at once; as many as there are cores when not set. */
    @Positive
    OptionalInt parallel();

    /**
     * Time that the trials of one day may run, all together; without end when not set. On a GPU each holds one, so that these are GPU-hours.
     * The day is UTC's. Trials that were begun are ended.
     */
    Optional<Duration> budgetPerDay();

    /** Share of the trials of a rung that go on to the next one, the best. */
    @WithDefault("0.3333")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax("1")
    double promotedShare();

    /** What a trial may cost before it is compared, step by step: {@code <share of the epochs>x<networks>}. */
    @WithDefault("0.34x1,0.67x1,1xall")
    @NotEmpty
    List<Rung> rungs();

    /** Another seed draws other settings. */
    @WithDefault("1")
    long seed();

    Space space();

    /** What may be tried: {@code a,b,c} is one of these, {@code a..b} anything between, {@code a..b log} every order of magnitude alike. */
    interface Space {

        @WithDefault("1,2,3")
        Values layers();

        @WithDefault("64,96,128,192,256")
        Values width();

        @WithDefault("0,2,4,8")
        Values heads();

        @WithDefault("8..24")
        Values epochs();

        @WithDefault("0.0005..0.005 log")
        Values peakLearningRate();

        @WithDefault("0.001..0.1 log")
        Values weightDecay();

        @WithDefault("0..0.3")
        Values dropout();

        @WithDefault("45,60,90,120,180")
        Values indexDays();

        @WithDefault("365,600,900,1400,2000")
        Values halfLifeDays();

        /** Groups of features of which one may be left out. */
        @WithDefault("rooms,carrez,outbuildings,position,building,street,section,commune,neighbours")
        List<String> without();

        /** Share of the trials in which one is. */
        @WithDefault("0.3")
        @DecimalMin("0")
        @DecimalMax("1")
        double withoutShare();
    }
}
