using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator.Tests;

/// <summary>Every build error, and what is no error beside it.</summary>
public class Findings
{
    private const string Rest = "Wires = [Wire.RestJson1]";

    private static void Expect(string id, string message, params string[] sources)
    {
        var finding = Contracts.Finding(sources);
        Assert.Equal((id, message), (finding.Id, finding.GetMessage(CultureInfo.InvariantCulture)));
        Assert.True(finding.Location.GetLineSpan().Path.Length > 0, "a finding says where");
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
    }

    private static string Api(string operations, string types = "", string api = "Wires = [Wire.AwsJson11]") => $$"""
        [AwsApi("thing", "2020-01-01", ServiceId = "Thing", {{api}})]
        public interface IThing { {{operations}} }
        public sealed record In { public string? A { get; init; } }
        public sealed record Out { public string? B { get; init; } }
        {{types}}
        """;

    private static string Bound(string members, string http) => Contracts.WithInput(members, "", Rest, $"Operation, Authorize(\"thing:Do\", \"*\"), {http}");

    private static string Resource(string template, string resources = "") =>
        Contracts.WithInput("public string? Name { get; init; } public IReadOnlyList<string>? Many { get; init; }", $"public static class R {{ {resources} }}",
            "Wires = [Wire.AwsJson11], Resources = typeof(R)", $"Operation, Authorize(\"thing:Do\", \"{template}\")");

    [Theory]
    [InlineData("[Operation, Authorize(\"a:B\", \"*\")] Task Do(In input, CallContext call);")]
    [InlineData("[Operation, Authorize(\"a:B\", \"*\")] ValueTask Do(In input);")]
    [InlineData("[Operation, Authorize(\"a:B\", \"*\")] ValueTask Do(CallContext call, In input);")]
    [InlineData("[Operation, Authorize(\"a:B\", \"*\")] ValueTask<int[]> Do(In input, CallContext call);")]
    [InlineData("[Operation, Authorize(\"a:B\", \"*\")] ValueTask Do<T>(In input, CallContext call);")]
    [InlineData("[Authorize(\"a:B\", \"*\")] ValueTask Do(In input, CallContext call);")]
    [InlineData("int Number { get; }")]
    public void UC0001_wrong_form(string operation) => Assert.Equal("UC0001", Contracts.Finding(Api(operation)).Id);

    [Fact]
    public void UC0002_no_action()
    {
        Expect("UC0002", "Do needs [Authorize], or [Operation(AllowAnonymous = true)] when callers without credentials may reach it", Api("[Operation] ValueTask Do(In input, CallContext call);"));
        Assert.Empty(Contracts.Findings(Api("[Operation(AllowAnonymous = true)] ValueTask Do(In input, CallContext call);")));
    }

    [Fact]
    public void UC0003_one_name_twice() => Expect("UC0003", "Do and Done both claim the operation name Do", Api("""
        [Operation, Authorize("a:B", "*")] ValueTask Do(In input, CallContext call);
        [Operation(Name = "Do"), Authorize("a:B", "*")] ValueTask Done(In input, CallContext call);
        """));

    [Theory]
    [InlineData("\"GET\", \"/a/{A}\"", "\"GET\", \"/a/{A}\"", true)]
    [InlineData("\"GET\", \"/a/{A}?x&y=1\"", "\"GET\", \"/a/{A}?y=1&x\"", true)]
    [InlineData("\"GET\", \"/a/{A}\"", "\"PUT\", \"/a/{A}\"", false)]
    [InlineData("\"GET\", \"/a/{A}\"", "\"GET\", \"/a/{A+}\"", false)]
    [InlineData("\"GET\", \"/a/{A}\"", "\"GET\", \"/a/{A}?x\"", false)]
    public void UC0004_one_request_twice(string first, string second, bool clash)
    {
        var findings = Contracts.Findings(Api($$"""
            [Operation, Authorize("a:B", "*"), Http({{first}})] ValueTask One(L input, CallContext call);
            [Operation, Authorize("a:B", "*"), Http({{second}})] ValueTask Two(L input, CallContext call);
            """, "public sealed record L { [HttpLabel] public required string A { get; init; } }", Rest));
        Assert.Equal(clash ? ["UC0004"] : [], findings.Select(f => f.Id));
    }

    [Fact]
    public void UC0004_labels_match_by_place_and_not_by_name() => Expect("UC0004", "One and Two both claim GET /a/{}", Api("""
        [Operation, Authorize("a:B", "*"), Http("GET", "/a/{A}")] ValueTask One(L input, CallContext call);
        [Operation, Authorize("a:B", "*"), Http("GET", "/a/{B}")] ValueTask Two(M input, CallContext call);
        """, "public sealed record L { [HttpLabel] public required string A { get; init; } } public sealed record M { [HttpLabel] public required string B { get; init; } }", Rest));

    [Theory]
    [InlineData("[HttpQuery(\"uploadId\")] public required string U { get; init; }", false)]
    [InlineData("[HttpHeader(\"x-copy\")] public required string U { get; init; }", false)]
    [InlineData("[HttpQuery(\"uploadId\")] public string? U { get; init; }", true)]
    public void UC0004_what_is_required_tells_requests_apart(string member, bool clash) => Assert.Equal(clash ? ["UC0004"] : [], Contracts.Findings(Api("""
        [Operation, Authorize("a:B", "*"), Http("GET", "/")] ValueTask One(In input, CallContext call);
        [Operation, Authorize("a:B", "*"), Http("GET", "/")] ValueTask Two(L input, CallContext call);
        """, $"public sealed record L {{ {member} }}", Rest)).Select(f => f.Id));

    [Fact]
    public void UC0005_no_binding() => Expect("UC0005", "Do needs [Http] because IThing declares a REST wire", Api("[Operation, Authorize(\"a:B\", \"*\")] ValueTask Do(In input, CallContext call);", "", Rest));

    [Fact]
    public void UC0006_label_without_member()
    {
        Expect("UC0006", "The label {Id} of '/x/{Id}' has no member with [HttpLabel] in DoInput", Bound("public string? Id { get; init; }", "Http(\"GET\", \"/x/{Id}\")"));
        Expect("UC0006", "The label {Id} of '{Id}.' has no member with [HttpLabel] in DoInput", Bound("public string? Id { get; init; }", "Http(\"GET\", \"/\", HostPrefix = \"{Id}.\")"));
    }

    [Fact]
    public void UC0007_member_without_label() =>
        Expect("UC0007", "DoInput.Id has [HttpLabel], but '/x' has no label {ID}", Bound("[HttpLabel(\"ID\")] public required string Id { get; init; }", "Http(\"GET\", \"/x\")"));

    [Theory]
    [InlineData("public sealed class DoInput2 { }")]
    [InlineData("public readonly record struct DoInput2;")]
    [InlineData("public sealed record DoInput2(string A);")]
    [InlineData("public abstract record DoInput2;")]
    public void UC0008_no_record(string type) =>
        Expect("UC0008", "DoInput2 must be a record class with a constructor that takes nothing",
            Contracts.WithInput("", type).Replace("Do(DoInput input", "Do(DoInput2 input", StringComparison.Ordinal));

    [Theory]
    [InlineData("decimal?", "decimal")]
    [InlineData("object?", "object")]
    [InlineData("List<string>?", "List<string>")]
    [InlineData("string[]?", "string[]")]
    [InlineData("IReadOnlyDictionary<int, string>?", "IReadOnlyDictionary<int, string>")]
    [InlineData("IReadOnlyList<Uri>?", "Uri")]
    [InlineData("DayOfWeek?", "DayOfWeek")]
    [InlineData("Two?", "Two")]
    public void UC0009_unsupported_type(string type, string shown) =>
        Expect("UC0009", $"DoInput.A has the type {shown}, which no wire can carry", Contracts.WithInput($"public {type} A {{ get; init; }}", "public sealed class Two;"));

    [Fact]
    public void UC0010_initializer() => Expect("UC0010", "DoInput.A has an initializer, which reading would overwrite; state the default in the service's rules", Contracts.WithInput("public int A { get; init; } = 3;"));

    [Theory]
    [InlineData("public JsonElement? A { get; init; }", "Wire.AwsJson11, Wire.AwsQuery", "DoInput.A is a document, which the wire AwsQuery cannot express")]
    [InlineData("public IReadOnlyList<JsonElement>? A { get; init; }", "Wire.Ec2Query", "DoInput.A is a document, which the wire Ec2Query cannot express")]
    [InlineData("public JsonElement? A { get; init; }", "Wire.RpcV2Cbor", "DoInput.A is a document, which the wire RpcV2Cbor cannot express")]
    [InlineData("[HttpPayload] public Stream? A { get; init; }", "Wire.AwsJson10", "DoInput.A is a stream, which the wire AwsJson10 cannot express")]
    public void UC0011_beyond_a_wire(string member, string wires, string message) => Expect("UC0011", message, Contracts.WithInput(member, "", $"Wires = [{wires}]"));

    [Fact]
    public void UC0011_a_shape_that_reads_itself() => Expect(
        "UC0011", "DoInput.A is a shape that reads itself, which the wire AwsQuery cannot express",
        Contracts.WithInput("public Point? A { get; init; }", "[OwnShape] public sealed class Point;", "Wires = [Wire.AwsJson10, Wire.AwsQuery]"));

    [Fact]
    public void UC0011_streams_are_payloads_of_rest()
    {
        Expect("UC0011", "DoInput.A is a stream that is not the payload, which the wire RestJson1 cannot express", Bound("public Stream? A { get; init; }", "Http(\"PUT\", \"/\")"));
        Expect("UC0011", "DoInput.A is a stream of events in a request, which the wire AwsJson11 cannot express",
            Contracts.WithInput("public IAsyncEnumerable<E>? A { get; init; }", "[EventStream] public sealed record E { public In2? X { get; init; } } public sealed record In2;"));
        Assert.Empty(Contracts.Findings(
            Bound("[HttpPayload] public IAsyncEnumerable<E>? A { get; init; }", "Http(\"PUT\", \"/\")") + "[EventStream] public sealed record E { public In2? X { get; init; } } public sealed record In2;"));
    }

    [Fact]
    public void UC0012_without_end()
    {
        Expect("UC0012", "A requires itself through A.B, B.A; one of these members must be optional, a list or a map",
            Contracts.WithInput("public A? A { get; init; }", "public sealed record A { public required B B { get; init; } } public sealed record B { public required A A { get; init; } }"));
        Assert.Empty(Contracts.Findings(Contracts.WithInput("public required A A { get; init; }", "public sealed record A { public required IReadOnlyList<A> B { get; init; } public A? C { get; init; } }")));
    }

    [Theory]
    [InlineData("arn:{Name", "'{' without '}'")]
    [InlineData("arn:Name}", "'}' without '{'")]
    [InlineData("{}", "{} is no member")]
    [InlineData("{Na me}", "{Na me} is no member")]
    [InlineData("{F(}", "{F(} is no call")]
    [InlineData("{Many}", "Many is not text or a number")]
    public void UC0013_malformed_template(string template, string reason) => Expect("UC0013", $"The resource '{template}' of Do is malformed: {reason}", Resource(template));

    [Fact]
    public void UC0013_one_sequence_only() => Expect("UC0013", "The resource '{F(Many)}/{F(Many)}' of Do is malformed: two functions answer sequences",
        Resource("{F(Many)}/{F(Many)}", "public static IEnumerable<string> F(IReadOnlyList<string>? m, CallContext call) => [];"));

    [Theory]
    [InlineData("{name}", "name", "DoInput")]
    [InlineData("{Name.Sub}", "Sub", "string")]
    [InlineData("{F(Other)}", "Other", "DoInput")]
    public void UC0014_unknown_member(string template, string name, string owner) =>
        Assert.Equal(("UC0014", $"The resource '{template}' of Do names {name}, which {owner} does not have"),
            (Contracts.Finding(Resource(template)).Id, Contracts.Finding(Resource(template)).GetMessage(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("{F(Name)}", "")]
    [InlineData("{F(Name)}", "public static string f(string? name, CallContext call) => \"\";")]
    [InlineData("{F(Name)}", "public static string F(int name, CallContext call) => \"\";")]
    [InlineData("{F(Name)}", "public static int F(string? name, CallContext call) => 1;")]
    [InlineData("{F(Name)}", "private static string F(string? name, CallContext call) => \"\";")]
    [InlineData("{F(Name)}", "public static string F(string? name) => \"\";")]
    [InlineData("{F()}", "public static string F(string? name, CallContext call) => \"\";")]
    [InlineData("{F(*)}", "public static string F(CallContext call) => \"\";")]
    public void UC0015_unknown_function(string template, string function) => Assert.Equal("UC0015", Contracts.Finding(Resource(template, function)).Id);

    [Fact]
    public void UC0015_says_what_is_wanted() =>
        Expect("UC0015", "The resource '{F()}' of Do needs 'static string F(CallContext call)' (or IEnumerable<string>) in the Resources type, which IThing does not name",
            Contracts.WithInput("", "", "Wires = [Wire.AwsJson11]", "Operation, Authorize(\"thing:Do\", \"{F()}\")"));

    [Fact]
    public void UC0016_error_without_code() => Expect("UC0016", "Gone is thrown by Do but has no [AwsError]",
        Api("[Operation, Authorize(\"a:B\", \"*\"), Throws<Gone>] ValueTask Do(In input, CallContext call);", "public sealed class Gone() : AwsException(\"\");"));

    [Fact]
    public void UC0017_one_shape_name_twice() => Expect("UC0017", "Test.A.Part and Test.B.Part would share the generated name PartShape",
        Contracts.WithInput("public A.Part? X { get; init; } public B.Part? Y { get; init; }", "public static class A { public sealed record Part; } public static class B { public sealed record Part; }"));

    [Fact]
    public void UC0017_two_apis_of_a_namespace_share_a_shape() => Expect("UC0017", "IOther's DoInput and IThing's would share the generated name DoInputShape",
        Contracts.WithInput(""), """
        [AwsApi("other", "2020-01-01", ServiceId = "Other", Wires = [Wire.AwsJson11])]
        public interface IOther { [Operation, Authorize("thing:Do", "*")] ValueTask Do(DoInput input, CallContext call); }
        """);

    [Theory]
    [InlineData("[HttpHeader(\"x\")] public IReadOnlyDictionary<string, string>? A { get; init; }", "DoInput.A cannot travel as Header: only scalars and lists of them fit")]
    [InlineData("[HttpPrefixHeaders(\"x\")] public string? A { get; init; }", "DoInput.A cannot travel as PrefixHeaders: only a map of text fits")]
    [InlineData("[HttpQuery(\"q\")] public IReadOnlyDictionary<string, string>? A { get; init; }", "DoInput.A cannot travel as QueryRest: only a map of text or lists of text without a name fits")]
    [InlineData("[HttpStatus] public string? A { get; init; }", "DoInput.A cannot travel as Status: only an int fits")]
    [InlineData("[HttpHeader(\"x\"), HttpQuery(\"y\")] public string? A { get; init; }", "DoInput.A cannot travel as Query: it already travels elsewhere")]
    public void UC0018_bad_binding(string member, string message) => Expect("UC0018", message, Bound(member, "Http(\"GET\", \"/\")"));

    [Fact]
    public void UC0019_one_member_name_twice() => Expect("UC0019", "DoInput.A and DoInput.B both have the wire name A", Contracts.WithInput("public string? A { get; init; } [WireName(\"A\")] public string? B { get; init; }"));

    [Theory]
    [InlineData("[Range(1, 2)] public string? A { get; init; }", "Range")]
    [InlineData("[Length(1, 2)] public int? A { get; init; }", "Length")]
    [InlineData("[Pattern(\"a\")] public int? A { get; init; }", "Pattern")]
    [InlineData("[Pattern(\"(\")] public string? A { get; init; }", "Pattern")]
    [InlineData("[OneOf(\"a\")] public int? A { get; init; }", "OneOf")]
    [InlineData("[Elements(MinLength = 1)] public string? A { get; init; }", "Elements")]
    [InlineData("[Elements(Pattern = \"[\")] public IReadOnlyList<string>? A { get; init; }", "Elements")]
    public void UC0020_bad_constraint(string member, string attribute)
    {
        var finding = Contracts.Finding(Contracts.WithInput(member));
        Assert.Equal("UC0020", finding.Id);
        Assert.StartsWith($"DoInput.A cannot have [{attribute}]: ", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void UC0021_no_wire() => Expect("UC0021", "IThing declares no wire", Contracts.WithInput("", "", "Wires = []"));

    [Fact]
    public void Every_finding_is_documented_and_tracked()
    {
        var root = Path.GetFullPath(Path.Combine(Source(), "..", "..", ".."));
        var documented = File.ReadAllText(Path.Combine(root, "docs", "diagnostics.md"));
        var tracked = File.ReadAllText(Path.Combine(root, "src", "Undercast.Protocol.Generator", "AnalyzerReleases.Unshipped.md"));
        Assert.All(Diagnostics.Rules.All, rule =>
        {
            Assert.Contains($"## {rule.Id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}", documented, StringComparison.Ordinal);
            Assert.Contains(rule.Id, tracked, StringComparison.Ordinal);
        });

        static string Source([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
    }

    [Fact]
    public void A_wrong_contract_generates_nothing() =>
        Assert.Empty(Contracts.Driver().RunGenerators(Contracts.Compilation(Contracts.WithInput("public decimal A { get; init; }"))).GetRunResult().GeneratedTrees);
}
