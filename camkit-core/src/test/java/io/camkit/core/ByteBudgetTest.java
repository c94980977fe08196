package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void withinTheBoundNothingIsAskedOfAnybody() {
        budget.join();
        budget.add(100);

        assertFalse(budget.asksOf(100));
    }

    @Test
    void beyondItWhoeverHoldsMoreThanHisShareIsAsked() {
        budget.join();
        budget.join();
        budget.add(110);

        assertTrue(budget.asksOf(60));
        assertFalse(budget.asksOf(50));
    }

    @Test
    void whoLeavesMakesRoom() {
        budget.join();
        budget.join();
        budget.add(110);
        budget.leave();

        assertFalse(budget.asksOf(60));
    }
}
