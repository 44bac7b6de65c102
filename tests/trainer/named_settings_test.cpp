// SPDX-License-Identifier: MIT
// Settings given by their names, in any order.
#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"

using namespace picomlp;

namespace {

template <class T>
using net = basic_network<T, input<2>, dense<4, relu>, dense<3, relu>, dense<1, sigmoid>>;
template <class T, class Optimizer, class... Options>
using trained_by = trainer<net<T>, binary_cross_entropy, Optimizer, batch<4>, Options...>;

/// Every setting that an Optimizer names is set, and no other one changes.
template <class T, class Optimizer, class Named>
void check_sets(T Optimizer::template settings<T>::*member, const Named& named) {
    typename Optimizer::template settings<T> expected;
    expected.*member = T(0.25);
    trained_by<T, Optimizer> t{named};
    static_assert(sizeof(expected) % sizeof(T) == 0);
    const auto& found = t.settings();
    const T* a = &found.learning_rate;
    const T* b = &expected.learning_rate;
    for (size_t k = 0; k < sizeof(expected) / sizeof(T); ++k) CHECK(a[k] == b[k]);
}

}  // namespace

TEST_CASE_TEMPLATE("every setting of every optimizer has a name", T, float, double) {
    check_sets<T, adam>(&adam::settings<T>::learning_rate, adam::learning_rate(0.25));
    check_sets<T, adam>(&adam::settings<T>::beta1, adam::beta1(0.25F));
    check_sets<T, adam>(&adam::settings<T>::beta2, adam::beta2(0.25F));
    check_sets<T, adam>(&adam::settings<T>::epsilon, adam::epsilon(0.25F));
    check_sets<T, adamw>(&adamw::settings<T>::learning_rate, adamw::learning_rate(0.25F));
    check_sets<T, adamw>(&adamw::settings<T>::beta1, adamw::beta1(0.25F));
    check_sets<T, adamw>(&adamw::settings<T>::beta2, adamw::beta2(0.25F));
    check_sets<T, adamw>(&adamw::settings<T>::epsilon, adamw::epsilon(0.25F));
    check_sets<T, adamw>(&adamw::settings<T>::weight_decay, adamw::weight_decay(0.25F));
    check_sets<T, gradient_descent>(&gradient_descent::settings<T>::learning_rate,
                                    gradient_descent::learning_rate(0.25F));
    check_sets<T, momentum>(&momentum::settings<T>::learning_rate, momentum::learning_rate(0.25F));
    check_sets<T, momentum>(&momentum::settings<T>::coefficient, momentum::coefficient(0.25F));
    check_sets<T, momentum>(&momentum::settings<T>::dampening, momentum::dampening(0.25F));
    check_sets<T, nesterov>(&nesterov::settings<T>::learning_rate, nesterov::learning_rate(0.25F));
    check_sets<T, nesterov>(&nesterov::settings<T>::coefficient, nesterov::coefficient(0.25F));
    check_sets<T, rmsprop>(&rmsprop::settings<T>::learning_rate, rmsprop::learning_rate(0.25F));
    check_sets<T, rmsprop>(&rmsprop::settings<T>::decay, rmsprop::decay(0.25F));
    check_sets<T, rmsprop>(&rmsprop::settings<T>::epsilon, rmsprop::epsilon(0.25F));
    check_sets<T, rprop>(&rprop::settings<T>::learning_rate, rprop::learning_rate(0.25F));
    check_sets<T, rprop>(&rprop::settings<T>::decrease, rprop::decrease(0.25F));
    check_sets<T, rprop>(&rprop::settings<T>::increase, rprop::increase(0.25F));
    check_sets<T, rprop>(&rprop::settings<T>::minimum_step, rprop::minimum_step(0.25F));
    check_sets<T, rprop>(&rprop::settings<T>::maximum_step, rprop::maximum_step(0.25F));
}

TEST_CASE_TEMPLATE("every setting of every option has a name, in any order", T, float, double) {
    using schedule = scheduled<warm_up<cosine_decay>>;
    using full = trained_by<T, adam, l1, l2, weight_decay, max_norm, clip_by_norm, clip_by_value,
                            dropout, schedule>;
    full t{cosine_decay::lowest(0.125F),
           schedule::steps_per_tick(4),
           dropout::repeat(true),
           l2::lambda(0.5F, 0.25F, 0),
           clip_by_value::limit(3),
           adam::beta1(0.5),
           l1::lambda(2),
           dropout::keep(0.5F, 0.75F),
           weight_decay::decay(0.125F),
           max_norm::limit(1, 2, 3),
           warm_up<cosine_decay>::ticks(7),
           clip_by_norm::limit(4),
           cosine_decay::ticks(30U),
           dropout::seed(11)};
    CHECK(t.settings().beta1 == T(0.5));
    CHECK(t.settings().beta2 == T(0.999));
    for (const T lambda : t.template settings<l1>().lambda.value) CHECK(lambda == T(2));
    CHECK(t.template settings<l2>().lambda.value[0] == T(0.5));
    CHECK(t.template settings<l2>().lambda.value[1] == T(0.25));
    CHECK(t.template settings<l2>().lambda.value[2] == T(0));
    for (const T decay : t.template settings<weight_decay>().decay.value) CHECK(decay == T(0.125));
    CHECK(t.template settings<max_norm>().limit.value[2] == T(3));
    CHECK(t.template settings<clip_by_norm>().limit == T(4));
    CHECK(t.template settings<clip_by_value>().limit == T(3));
    CHECK(t.template settings<dropout>().keep.value[0] == T(0.5));
    CHECK(t.template settings<dropout>().keep.value[1] == T(0.75));
    CHECK(t.template settings<dropout>().seed == 11);
    CHECK(t.template settings<dropout>().repeat);
    CHECK(t.template settings<schedule>().steps_per_tick == 4);
    CHECK(t.template settings<schedule>().schedule.ticks == 7);
    CHECK(t.template settings<schedule>().schedule.after.ticks == 30);
    CHECK(t.template settings<schedule>().schedule.after.lowest == T(0.125));

    CHECK(t.template settings<l2>().lambda.layer(1) == T(0.5));
    CHECK(t.template settings<l2>().lambda.layer(3) == T(0));
    auto limits = t.template settings<max_norm>();
    limits.limit.layer(2) = T(7);
    CHECK(limits.limit.value[1] == T(7));

    t.set(l2::lambda(0.75F));
    for (const T lambda : t.template settings<l2>().lambda.value) CHECK(lambda == T(0.75));
    CHECK(t.template settings<l1>().lambda.value[0] == T(2));
}

TEST_CASE_TEMPLATE("the schedules' settings have names", T, float, double) {
    trained_by<T, adam, scheduled<step_decay>> steps{step_decay::factor(0.25F),
                                                     step_decay::ticks(3)};
    CHECK(steps.template settings<scheduled<step_decay>>().schedule.factor == T(0.25));
    CHECK(steps.template settings<scheduled<step_decay>>().schedule.ticks == 3);
    trained_by<T, adam, scheduled<exponential_decay>> smooth{exponential_decay::factor(0.25F)};
    CHECK(smooth.template settings<scheduled<exponential_decay>>().schedule.factor == T(0.25));
    trained_by<T, adam, scheduled<inverse_time_decay>> course{inverse_time_decay::decay(2),
                                                              inverse_time_decay::interval(5)};
    CHECK(course.template settings<scheduled<inverse_time_decay>>().schedule.decay == T(2));
    CHECK(course.template settings<scheduled<inverse_time_decay>>().schedule.interval == 5);
    trained_by<T, adam, numpy_dropout> drops{numpy_dropout::keep(0.25F), numpy_dropout::seed(9)};
    CHECK(drops.template settings<numpy_dropout>().keep.value[1] == T(0.25));
    CHECK(drops.template settings<numpy_dropout>().seed == 9);
}

TEST_CASE_TEMPLATE("all settings of an optimizer or option may come at once", T, float, double) {
    adam::settings<T> chosen;
    chosen.beta2 = T(0.5);
    trained_by<T, adam, l2> t{l2::settings<net<T>>{T(0.25)}, chosen};
    CHECK(t.settings().beta2 == T(0.5));
    CHECK(t.template settings<l2>().lambda.value[1] == T(0.25));
    // What is named counts, whatever stands behind it.
    trained_by<T, adam, l2> both{l2::lambda(0.5F, 0.25F, 0), adam::beta1(0.25F), chosen,
                                 l2::settings<net<T>>{T(0.125)}};
    CHECK(both.settings().beta1 == T(0.25));
    CHECK(both.settings().beta2 == T(0.5));
    CHECK(both.template settings<l2>().lambda.value[0] == T(0.5));
    CHECK(both.template settings<l2>().lambda.value[1] == T(0.25));
    const trained_by<T, adam, l2> copy = t;
    CHECK(copy.settings().beta2 == T(0.5));
}
