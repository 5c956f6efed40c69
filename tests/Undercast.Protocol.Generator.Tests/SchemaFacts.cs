namespace Undercast.Protocol.Generator.Tests;

public class SchemaFacts
{
    private static MemberSchema[] Members(string members, string types = "", string wires = "Wire.AwsQuery") =>
        Contracts.Api(Contracts.WithInput(members, types, $"Wires = [{wires}]", "Http(\"PUT\", \"/things\"), Operation, Authorize(\"thing:Do\", \"*\")"))
            .Operations["Do"].Input.Schema.Members;

    [Theory]
    [InlineData("string?", ShapeKind.String)]
    [InlineData("bool?", ShapeKind.Boolean)]
    [InlineData("sbyte?", ShapeKind.Byte)]
    [InlineData("short?", ShapeKind.Short)]
    [InlineData("int?", ShapeKind.Integer)]
    [InlineData("long", ShapeKind.Long)]
    [InlineData("float?", ShapeKind.Float)]
    [InlineData("double?", ShapeKind.Double)]
    [InlineData("byte[]?", ShapeKind.Blob)]
    [InlineData("ReadOnlyMemory<byte>?", ShapeKind.Blob)]
    [InlineData("DateTimeOffset?", ShapeKind.Timestamp)]
    [InlineData("IReadOnlyList<string>?", ShapeKind.List)]
    [InlineData("IReadOnlyDictionary<string, string>?", ShapeKind.Map)]
    [InlineData("Inner?", ShapeKind.Structure)]
    public void Every_type_has_its_kind(string type, ShapeKind kind)
    {
        var member = Assert.Single(Members($"public {type} A {{ get; init; }}", "public sealed record Inner;"));
        Assert.Equal(("A", kind, 0), (member.Name, member.Kind, member.Index));
    }

    [Fact]
    public void Wire_names_replace_property_names() =>
        Assert.Equal("a-b", Assert.Single(Members("[WireName(\"a-b\")] public string? A { get; init; }")).Name);

    [Fact]
    public void Xml_facts_are_carried()
    {
        var member = Members("[Xml(\"x\", Namespace = \"urn:n\", Prefix = \"p\", IsAttribute = true)] public string? A { get; init; }")[0];
        Assert.Equal(("x", "urn:n", "p", true), (member.XmlName, member.XmlNamespace, member.XmlPrefix, member.IsXmlAttribute));
    }

    [Fact]
    public void Elements_of_a_list_are_named_member_unless_told()
    {
        var members = Members("public IReadOnlyList<string>? A { get; init; } [Xml(Element = \"item\")] public IReadOnlyList<string>? B { get; init; }");
        Assert.Equal("member", members[0].Element!.XmlName);
        Assert.Equal("item", members[1].Element!.XmlName);
        Assert.Equal(-1, members[0].Element!.Index);
    }

    [Fact]
    public void Keys_and_values_of_a_map_are_named()
    {
        var member = Members("[Xml(Key = \"Name\", Value = \"Val\")] public IReadOnlyDictionary<string, string>? A { get; init; }")[0];
        Assert.Equal(("Name", "Val", "Val"), (member.KeyName, member.ValueName, member.Element!.XmlName));
    }

    [Fact]
    public void Flattened_lists_name_their_entries()
    {
        var members = Members("[Flattened(\"E\")] public IReadOnlyList<string>? A { get; init; } [Flattened, Xml(\"F\")] public IReadOnlyList<string>? B { get; init; }");
        Assert.All(members, m => Assert.True(m.IsFlattened && m.IsQueryFlattened));
        Assert.Equal(("E", "E"), (members[0].XmlName, members[0].Element!.XmlName));
        Assert.Equal(("F", "F"), (members[1].XmlName, members[1].Element!.XmlName));
    }

    [Fact]
    public void Lists_flattened_on_the_query_wire_are_so_in_its_answers()
    {
        const string List = "[QueryFlattened(\"E\")] public IReadOnlyList<string>? A { get; init; }";
        var query = Members(List)[0];
        Assert.Equal(("A", "E", "E", true, true), (query.Name, query.QueryName, query.XmlName, query.IsFlattened, query.IsQueryFlattened));
        Assert.Equal("E", query.Element!.XmlName);
        var both = Members(List, wires: "Wire.AwsQuery, Wire.RestXml")[0];
        Assert.Equal(("E", "A", false, true), (both.QueryName, both.XmlName, both.IsFlattened, both.IsQueryFlattened));
    }

    [Fact]
    public void Traits_are_carried()
    {
        var members = Members("""
            [Ec2Name("Two")] public string? A { get; init; }
            [Timestamp(TimestampFormat.HttpDate)] public DateTimeOffset? B { get; init; }
            [Timestamp(TimestampFormat.DateTime)] public IReadOnlyList<DateTimeOffset>? C { get; init; }
            [Sparse] public IReadOnlyList<string?>? D { get; init; }
            public required string E { get; init; }
            [IdempotencyToken] public string? F { get; init; }
            [MediaType("application/json")] public string? G { get; init; }
            """);
        Assert.Equal("Two", members[0].Ec2Name);
        Assert.Equal(TimestampFormat.HttpDate, members[1].Timestamp);
        Assert.Equal(TimestampFormat.DateTime, members[2].Element!.Timestamp);
        Assert.True(members[3].IsSparse);
        Assert.True(members[4].IsRequired);
        Assert.True(members[5].IsIdempotencyToken);
        Assert.Equal("application/json", members[6].MediaType);
    }

    [Fact]
    public void Bindings_are_carried()
    {
        var members = Contracts.Api(Contracts.WithInput("""
            [HttpHeader("x-a")] public string? A { get; init; }
            [HttpPrefixHeaders("x-meta-")] public IReadOnlyDictionary<string, string>? B { get; init; }
            [HttpQuery("c")] public IReadOnlyList<string>? C { get; init; }
            [HttpQuery] public IReadOnlyDictionary<string, string>? D { get; init; }
            [HttpLabel] public required string E { get; init; }
            [HttpPayload] public Stream? F { get; init; }
            [HostLabel] public string? G { get; init; }
            """, "", "Wires = [Wire.RestJson1]", "Http(\"PUT\", \"/v1/{E+}\", HostPrefix = \"{G}.\"), Operation, Authorize(\"thing:Do\", \"*\")"));
        var all = members.Operations["Do"].Input.Schema.Members;
        Assert.Equal(
            [MemberLocation.Header, MemberLocation.PrefixHeaders, MemberLocation.Query, MemberLocation.QueryRest, MemberLocation.Label, MemberLocation.Payload, MemberLocation.Body],
            all.Select(m => m.Location));
        Assert.Equal(["x-a", "x-meta-", "c", null, "E", null, null], all.Select(m => m.LocationName));
        Assert.True(all[6].IsHostLabel);
        Assert.True(members.Operations["Do"].StreamsInput);
    }

    [Fact]
    public void Nested_collections_describe_every_level()
    {
        var member = Members("public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<int>>>? A { get; init; }")[0];
        Assert.Equal(ShapeKind.List, member.Element!.Kind);
        Assert.Equal(ShapeKind.List, member.Element.Element!.Kind);
        Assert.Equal(ShapeKind.Integer, member.Element.Element.Element!.Kind);
    }

    [Fact]
    public void Names_of_shapes_are_carried()
    {
        var schema = Contracts.Api(Contracts.WithInput("", "").Replace("public sealed record DoInput", "[WireName(\"DoRequest\"), Xml(\"Root\", Namespace = \"urn:r\"), Union] public sealed record DoInput", StringComparison.Ordinal)).Operations["Do"].Input.Schema;
        Assert.Equal(("DoRequest", "Root", "urn:r", true), (schema.Name, schema.XmlName, schema.XmlNamespace, schema.IsUnion));
    }

    [Fact]
    public void Members_of_a_base_record_come_first() =>
        Assert.Equal(["Limit", "A"], Contracts.Api(Contracts.WithInput("public string? A { get; init; } public int Computed => 1;", "public abstract record Page { public int? Limit { get; init; } }")
            .Replace("record DoInput", "record DoInput : Page", StringComparison.Ordinal)).Operations["Do"].Input.Schema.Members.Select(m => m.Name));
}
