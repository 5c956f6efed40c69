namespace Undercast.Protocol.Generator.Tests;

public class CheckTexts
{
    private static OperationDescriptor Do(string members, string types = "") =>
        Contracts.Api(Contracts.WithInput(members, types, "Wires = [Wire.AwsJson11], Constraints = ConstraintStyle.Collected")).Operations["Do"];

    [Fact]
    public void Lengths_have_both_ends()
    {
        var op = Do("[Length(2, 3)] public string? Name { get; init; }");
        Assert.Empty(op.Violations("{}"));
        Assert.Empty(op.Violations("""{"Name":"ab"}"""));
        Assert.Equal(["'a' at name: Member must have length greater than or equal to 2"], op.Violations("""{"Name":"a"}"""));
        Assert.Equal(["'abcd' at name: Member must have length less than or equal to 3"], op.Violations("""{"Name":"abcd"}"""));
    }

    [Fact]
    public void Characters_beyond_the_first_plane_count_once()
    {
        var op = Do("[Length(2, 2)] public string? Name { get; init; }");
        Assert.Empty(op.Violations("""{"Name":"😀😀"}"""));
        Assert.Single(op.Violations("""{"Name":"😀"}"""));
    }

    [Fact]
    public void Numbers_have_ranges()
    {
        var op = Do("[Range(1, 5)] public int? A { get; init; } [Range(min: 2)] public long B { get; init; } [Range(max: 1)] public double? C { get; init; }");
        Assert.Equal(
            ["'0' at a: Member must have value greater than or equal to 1", "'1' at b: Member must have value greater than or equal to 2", "'1.5' at c: Member must have value less than or equal to 1"],
            op.Violations("""{"A":0,"B":1,"C":1.5}"""));
        Assert.Equal(["'6' at a: Member must have value less than or equal to 5"], op.Violations("""{"A":6,"B":2}"""));
    }

    [Fact]
    public void Patterns_match_the_whole_text()
    {
        var op = Do("""[Pattern("[a-z]+|x\\d")] public string? A { get; init; }""");
        Assert.Empty(op.Violations("""{"A":"abc"}"""));
        Assert.Empty(op.Violations("""{"A":"x1"}"""));
        Assert.Equal(["'abc1' at a: Member must satisfy regular expression pattern: [a-z]+|x\\d"], op.Violations("""{"A":"abc1"}"""));
        Assert.Single(op.Violations("""{"A":"abc\n"}"""));
    }

    [Theory]
    [InlineData("\\p{ASCII}+", "a~", "ä")]
    [InlineData("[\\p{Alnum}_]*", "aZ9_", "-")]
    [InlineData("\\P{Digit}", "a", "1")]
    [InlineData("[a\\_\\.]+", "a_.", "b")]
    [InlineData("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*", "a😀", "\\u0001")]
    [InlineData("[[\\]]+", "[]", "a")]
    public void Patterns_are_understood_in_Javas_dialect(string pattern, string good, string bad)
    {
        var op = Do($"[Pattern(@\"{pattern}\")] public string? A {{ get; init; }}");
        Assert.Empty(op.Violations($$"""{"A":"{{good}}"}"""));
        Assert.Equal([$"'{System.Text.RegularExpressions.Regex.Unescape(bad)}' at a: Member must satisfy regular expression pattern: {pattern}"], op.Violations($$"""{"A":"{{bad}}"}"""));
    }

    [Fact]
    public void Patterns_with_look_around_end_in_time()
    {
        var op = Do("""[Pattern("(?!x)(a+)+")] public string? A { get; init; }""");
        Assert.Empty(op.Violations("""{"A":"aaa"}"""));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Single(op.Violations($$"""{"A":"{{new string('a', 200)}}!"}"""));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Values_are_chosen_from_a_set() =>
        Assert.Equal(["'c' at a: Member must satisfy enum value set: [a, b]"], Do("""[OneOf("a", "b")] public string? A { get; init; }""").Violations("""{"A":"c"}"""));

    [Fact]
    public void Required_members_are_reported_and_not_thrown()
    {
        var op = Do("public required string A { get; init; } public required int B { get; init; } public required IReadOnlyList<string> C { get; init; } [IdempotencyToken] public required string D { get; init; }");
        Assert.Equal(
            ["null at a: Member must not be null", "null at b: Member must not be null", "null at c: Member must not be null"],
            op.Violations("{}"));
        Assert.Empty(op.Violations("""{"A":"","B":0,"C":[]}"""));
    }

    [Fact]
    public void Paths_lead_through_lists_and_maps()
    {
        var op = Do(
            "public IReadOnlyList<Entry>? Entries { get; init; } public IReadOnlyDictionary<string, IReadOnlyList<Entry>>? ByName { get; init; } public Entry? One { get; init; }",
            "public sealed record Entry { public required string Id { get; init; } public Entry? Inner { get; init; } }");
        Assert.Equal(
            [
                "null at entries.2.member.id: Member must not be null",
                "null at byName.k.member.1.member.inner.id: Member must not be null",
                "null at one.id: Member must not be null",
            ],
            op.Violations("""{"Entries":[{"Id":"a"},{}],"ByName":{"k":[{"Id":"a","Inner":{}}]},"One":{}}"""));
    }

    [Fact]
    public void Elements_are_reported_with_their_collection()
    {
        var op = Do("""
            [Elements(MinLength = 1, MaxLength = 3, Pattern = "[a-z]*")] public IReadOnlyList<string>? A { get; init; }
            [Elements(MaxLength = 1)] public IReadOnlyDictionary<string, string>? B { get; init; }
            [OneOf("x", "y")] public IReadOnlyList<string>? C { get; init; }
            """);
        Assert.Equal(
            [
                "'[ok, toolong]' at a: Member must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-z]*]",
                "'{k=vv}' at b: Map value must satisfy constraint: [Member must have length less than or equal to 1]",
                "'[x, z]' at c: Member must satisfy constraint: [Member must satisfy enum value set: [x, y]]",
            ],
            op.Violations("""{"A":["ok","toolong"],"B":{"k":"vv"},"C":["x","z"]}"""));
        Assert.Empty(op.Violations("""{"A":["ok"],"B":{"k":"v"},"C":["x","y"]}"""));
    }

    [Fact]
    public void Collections_and_bytes_have_lengths() =>
        Assert.Equal(
            [
                "'[a, b]' at a: Member must have length less than or equal to 1", "'{}' at b: Member must have length greater than or equal to 1",
                "'java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]' at c: Member must have length less than or equal to 1",
            ],
            Do("[Length(0, 1)] public IReadOnlyList<string>? A { get; init; } [Length(1)] public IReadOnlyDictionary<string, int>? B { get; init; } [Length(0, 1)] public byte[]? C { get; init; }")
                .Violations("""{"A":["a","b"],"B":{},"C":"AQI="}"""));

    [Fact]
    public void Sensitive_values_are_not_shown() =>
        Assert.Equal([" at password: Member must have length greater than or equal to 6"], Do("[Sensitive, Length(6)] public string? Password { get; init; }").Violations("""{"Password":"geh"}"""));

    [Fact]
    public void Outputs_are_not_checked_and_inputs_without_constraints_have_no_check() =>
        Assert.Null(Do("public string? A { get; init; }").Check);
}
