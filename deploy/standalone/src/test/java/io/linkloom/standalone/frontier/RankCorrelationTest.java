package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    @Test
    void sameOrderIsOneAndTheOppositeMinusOneWhateverTheNumbersAre() {
        double[] numbers = {1, 5, 700, 3000};
        assertThat(RankCorrelation.of(numbers, new double[] {-4, -3, 0, 0.5})).isCloseTo(1, within(1e-9));
        assertThat(RankCorrelation.of(numbers, new double[] {9, 8, 7, 6})).isCloseTo(-1, within(1e-9));
    }

    @Test
    void equalsShareARank() {
        // Ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: their covariance is 4.5, their variances 4.5.
        double[] one = {2, 2, 3, 4};
        double[] other = {1, 2, 9, 9};
        assertThat(RankCorrelation.of(one, other)).isCloseTo(4.0 / 4.5, within(1e-9));
    }

    @Test
    void whereAllAreEqualThereIsNoCorrelation() {
        assertThat(RankCorrelation.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isZero();
    }

    @Test
    void quantileIsTheValueBelowWhichAShareLies() {
        double[] values = {4, 1, 3, 2};
        assertThat(RankCorrelation.quantile(values, 0.5)).isEqualTo(3);
        assertThat(RankCorrelation.quantile(values, 1)).isEqualTo(4);
    }
}
