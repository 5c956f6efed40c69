using System.Diagnostics;

namespace Undercast.Protocol.Tests;

public sealed class ConstraintPatternTests
{
    [Theory]
    [InlineData("[a-z]+", "abc", true)]
    [InlineData("[a-z]+", "abc\n", false)]
    [InlineData("a|ab", "ab", true)]
    [InlineData("(?!^[0-9]+$)([a-zA-Z0-9-_]+)", "12", false)]
    [InlineData("(?!^[0-9]+$)([a-zA-Z0-9-_]+)", "v12", true)]
    public void The_whole_text_matches_or_not(string expression, string text, bool matches) =>
        Assert.Equal(matches, new ConstraintPattern(expression).Matches(text));

    [Fact]
    public void A_text_that_would_take_for_ever_is_decided_in_linear_time_and_so_are_those_after_it()
    {
        var pattern = new ConstraintPattern("(a+)+b");
        var text = new string('a', 20_000);
        var watch = Stopwatch.StartNew();
        Assert.False(pattern.Matches(text));
        Assert.True(pattern.Matches(text + "b"));
        Assert.False(pattern.Matches(text));
        // Without the bound each would outlast the test run.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void One_that_needs_to_look_around_is_given_up_after_a_while()
    {
        var pattern = new ConstraintPattern("(?!x)(a+)+b");
        Assert.False(pattern.Matches(new string('a', 20_000)));
        Assert.True(pattern.Matches("aab"));
    }
}
