using Undercast.Kernel;

namespace Undercast.Protocol.Generator.Tests;

public class ReadingAndWriting
{
    private const string Tree = """
        [AwsApi("thing", "2020-01-01", ServiceId = "Thing", Wires = [Wire.AwsJson10, Wire.AwsQuery])]
        public interface IThing
        {
            [Operation, Authorize("thing:Plant", "*")] ValueTask<PlantOutput> Plant(PlantInput input, CallContext call);
        }
        public sealed record PlantInput
        {
            public string? Name { get; init; }
            public int? Age { get; init; }
            public long Height { get; init; }
            public bool? Evergreen { get; init; }
            public byte[]? Seed { get; init; }
            public double? Weight { get; init; }
            public DateTimeOffset? Planted { get; init; }
            public Branch? Trunk { get; init; }
            public IReadOnlyDictionary<string, IReadOnlyList<int>>? Rings { get; init; }
            [Sparse] public IReadOnlyList<string?>? Labels { get; init; }
            public IReadOnlyList<IReadOnlyList<string>>? Grid { get; init; }
            [Sparse] public IReadOnlyDictionary<string, int?>? Counts { get; init; }
        }
        public sealed record Branch
        {
            public required string Id { get; init; }
            [QueryFlattened("Twig")] public IReadOnlyList<Branch>? Branches { get; init; }
            public IReadOnlyDictionary<string, Branch>? Named { get; init; }
            public Branch? Next { get; init; }
        }
        public sealed record PlantOutput { public Branch? Trunk { get; init; } public required int Count { get; init; } }
        """;

    private static readonly ApiDescriptor Api = Contracts.Api(Tree);
    private static readonly ShapeCodec Input = Api.Operations["Plant"].Input, Output = Api.Operations["Plant"].Output!;

    [Theory]
    [InlineData("""{"Height":0}""")]
    [InlineData("""{"Name":"oak","Age":3,"Height":12,"Evergreen":false,"Seed":"AQI=","Weight":1.5,"Planted":1500000000}""")]
    [InlineData("""{"Height":1,"Rings":{"a":[1,2],"b":[]},"Labels":["x",null],"Grid":[["a"],[],["b","c"]],"Counts":{"k":null,"l":2}}""")]
    [InlineData("""{"Height":1,"Trunk":{"Id":"t","Branches":[{"Id":"a"},{"Id":"b","Branches":[]}],"Named":{"n":{"Id":"c"}},"Next":{"Id":"d"}}}""")]
    public void What_is_read_is_written_again(string json) => Assert.Equal(json, Input.ToJson(Input.FromJson(json)));

    [Fact]
    public void Nulls_are_absent_members() => Assert.Equal("""{"Height":0}""", Input.ToJson(Input.FromJson("""{"Name":null,"Height":null,"Trunk":null,"Rings":null}""")));

    [Fact]
    public void Nulls_are_dropped_from_collections_that_are_not_sparse() =>
        Assert.Equal("""{"Height":0,"Rings":{"a":[1]}}""", Input.ToJson(Input.FromJson("""{"Rings":{"a":[1,null],"b":null}}""")));

    [Fact]
    public void Unknown_members_are_passed_over() => Assert.Equal("""{"Height":2}""", Input.ToJson(Input.FromJson("""{"Bark":{"x":[1]},"Height":2}""")));

    [Fact]
    public void The_query_wire_reads_flattened_and_wrapped_collections()
    {
        var input = Input.FromQuery("Name=oak&Height=3&Trunk.Id=t&Trunk.Twig.1.Id=a&Trunk.Twig.2.Id=b&Grid.member.1.member.1=x&Rings.entry.1.key=r&Rings.entry.1.value.member.1=7");
        Assert.Equal("""{"Name":"oak","Height":3,"Trunk":{"Id":"t","Branches":[{"Id":"a"},{"Id":"b"}]},"Rings":{"r":[7]},"Grid":[["x"]]}""", Input.ToJson(input));
    }

    [Fact]
    public void The_query_wire_answers_xml() =>
        Assert.Equal(
            "<Trunk><Id>t</Id><Twig><Id>a</Id></Twig><Twig><Id>b</Id></Twig></Trunk><Count>2</Count>",
            Output.ToXml(Output.FromJson("""{"Trunk":{"Id":"t","Branches":[{"Id":"a"},{"Id":"b"}]},"Count":2}""")));

    [Fact]
    public void A_shape_with_a_form_of_its_own_reads_and_writes_itself()
    {
        var codec = Contracts.Api(Contracts.WithInput("public Point? At { get; init; } public IReadOnlyList<Point>? All { get; init; }", """
            [OwnShape] public sealed class Point(string text) { public string Text => text; }
            internal static class PointShape
            {
                public static Point Read<R>(ref R reader, MemberSchema? member) where R : IShapeReader, allows ref struct => new(reader.String(member!) + "!");
                public static void Write<W>(ref W writer, Point value, MemberSchema? member) where W : IShapeWriter, allows ref struct => writer.String(member!, value.Text);
            }
            """, "Wires = [Wire.AwsJson10]")).Operations["Do"].Input;
        Assert.Equal("""{"At":"1,2!","All":["3!","4!"]}""", codec.ToJson(codec.FromJson("""{"At":"1,2","All":["3","4"]}""")));
    }

    [Fact]
    public void Xml_attributes_are_written_before_elements()
    {
        var api = Contracts.Api(Contracts.WithInput("public Grantee? G { get; init; }",
            "public sealed record Grantee { public string? Id { get; init; } [Xml(\"xsi:type\", IsAttribute = true)] public string? Type { get; init; } }", "Wires = [Wire.AwsQuery]"));
        var codec = api.Operations["Do"].Input;
        Assert.Equal("<G xsi:type=\"User\"><Id>i</Id></G>", codec.ToXml(codec.FromJson("""{"G":{"Id":"i","Type":"User"}}""")));
    }

    [Fact]
    public void A_missing_required_member_is_refused_with_its_name()
    {
        var error = Assert.Throws<CommonException>(() => Input.FromJson("""{"Trunk":{"Id":"t","Next":{}}}"""));
        Assert.Equal((CommonError.MissingParameter, "The request must contain the parameter Id."), (error.Kind, error.Message));
        Assert.Equal("The request must contain the parameter Count.", Assert.Throws<CommonException>(() => Output.FromJson("{}")).Message);
    }

    [Fact]
    public void A_missing_idempotency_token_is_filled()
    {
        var codec = Contracts.Api(Contracts.WithInput("[IdempotencyToken] public required string Token { get; init; }")).Operations["Do"].Input;
        Assert.True(Guid.TryParse((string)codec.FromJson("{}").Get("Token")!, out _));
        Assert.Equal("t", codec.FromJson("""{"Token":"t"}""").Get("Token"));
    }

    [Fact]
    public void A_wire_that_is_not_declared_throws() =>
        Assert.Throws<NotSupportedException>(() => Contracts.Api(Contracts.WithInput("public string? A { get; init; }")).Operations["Do"].Input.FromQuery("A=1"));

    [Fact]
    public void Documents_and_memory_are_carried()
    {
        var codec = Contracts.Api(Contracts.WithInput("public JsonElement? D { get; init; } public ReadOnlyMemory<byte>? M { get; init; } public ReadOnlyMemory<byte> N { get; init; }")).Operations["Do"].Input;
        const string Json = """{"D":{"a":[1,null,"x"]},"M":"AQ==","N":"Ag=="}""";
        Assert.Equal(Json, codec.ToJson(codec.FromJson(Json)));
    }

    [Fact]
    public void Names_that_are_keywords_or_shadow_types_do_no_harm()
    {
        var codec = Contracts.Api(Contracts.WithInput(
            "public string? @event { get; init; } public Task? Task { get; init; } public IReadOnlyList<string>? Members { get; init; } public String? System { get; init; }",
            "public sealed record Task { public string? Schema { get; init; } } public sealed record String { public int? Read { get; init; } }")
            .Replace("ValueTask Do", "global::System.Threading.Tasks.ValueTask Do", StringComparison.Ordinal)).Operations["Do"].Input;
        const string Json = """{"event":"e","Task":{"Schema":"s"},"Members":["m"],"System":{"Read":1}}""";
        Assert.Equal(Json, codec.ToJson(codec.FromJson(Json)));
    }
}
