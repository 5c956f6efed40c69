using System.Reflection;
using Undercast.Kernel;

namespace Undercast.Protocol.Generator.Tests;

public class DescriptorFacts
{
    private const string Contract = """
        [AwsApi("thing", "2020-01-01", ServiceId = "My Thing", Wires = [Wire.RestJson1, Wire.AwsJson11], TargetPrefix = "Thing_2020", Resources = typeof(ThingResources), MaxBody = 1024, SigningName = "thg"), CommonErrorCode(CommonError.Validation, "BadThing", 422)]
        public interface IThing
        {
            [Http("GET", "/things/{Id}", Status = 203)]
            [Operation(Name = "FetchThing"), Authorize("thing:Get", "arn:{partition}:thing:{region}:{account}:thing/{Id}/{Part.Number}"), Authorize("thing:Look", "*")]
            [Throws<Gone>, Throws<Plain>]
            ValueTask<GetOutput> Get(GetInput input, CallContext call);
            [Http("GET", "/open"), Operation(AllowAnonymous = true)] ValueTask Open(OpenInput input, CallContext call);
            [Http("GET", "/many"), Operation, Authorize("thing:Many", "{Each(Ids)}"), Authorize("thing:Own", "{Own()}"), Authorize("thing:All", "x/{Whole(*)}")] ValueTask Many(ManyInput input, CallContext call);
        }
        public sealed record GetInput { [HttpLabel] public required string Id { get; init; } public Part? Part { get; init; } }
        public sealed record Part { public int? Number { get; init; } }
        public sealed record GetOutput { public string? Name { get; init; } }
        public sealed record OpenInput;
        public sealed record ManyInput { public IReadOnlyList<string>? Ids { get; init; } }
        [AwsError("Gone", 404)] public sealed class Gone(string id) : AwsException("gone") { public string Id { get; } = id; public int Code => 7; }
        [AwsError("Plain", 400)] public sealed class Plain() : AwsException("plain");
        internal static class ThingResources
        {
            public static IEnumerable<string> Each(IReadOnlyList<string>? ids, CallContext call) => ids ?? [];
            internal static string Own(CallContext call) => call.Account;
            public static string Whole(ManyInput input, CallContext call) => $"{input.Ids?.Count}";
        }
        public sealed class Service : IThing
        {
            public async ValueTask<GetOutput> Get(GetInput input, CallContext call) { await Task.Yield(); return new GetOutput { Name = input.Id }; }
            public ValueTask Open(OpenInput input, CallContext call) => default;
            public ValueTask Many(ManyInput input, CallContext call) => default;
        }
        """;

    private static readonly Assembly Loaded = Contracts.Load(Contract);
    private static readonly ApiDescriptor Api = Contracts.Api(Loaded);

    private static CallContext Call { get; } = new() { RequestId = "r", Caller = Principal.Root("123456789012"), Region = "us-gov-west-1", Now = DateTimeOffset.UnixEpoch };

    private static IEnumerable<string> Permissions(string operation, string json) =>
        Api.Operations[operation].Permissions(Api.Operations[operation].Input.FromJson(json), Call).Select(p => $"{p.Action} {p.Resource}");

    [Fact]
    public void The_attribute_is_made_anew()
    {
        var api = Api.Api;
        Assert.Equal(("thing", "2020-01-01", "My Thing", "Thing_2020", 1024), (api.Name, api.Version, api.ServiceId, api.TargetPrefix, api.MaxBody));
        Assert.Equal([Wire.RestJson1, Wire.AwsJson11], api.Wires);
        Assert.Equal("thg", Api.SigningName);
        var code = Assert.Single(Api.ErrorCodes);
        Assert.Equal((CommonError.Validation, "BadThing", 422), (code.Kind, code.Code, code.Status));
    }

    [Fact]
    public void Operations_know_their_api_and_binding()
    {
        Assert.Equal(["FetchThing", "Open", "Many"], Api.Operations.Keys);
        var get = Api.Operations["FetchThing"];
        Assert.Same(Api, get.Api);
        Assert.Equal(("GET", "/things/{Id}", 203), (get.Http!.Method, get.Http.Uri, get.Http.Status));
        Assert.Equal(["Gone", "Plain"], get.Errors.Select(e => e.Name));
        Assert.False(get.AllowAnonymous);
        Assert.True(Api.Operations["Open"].AllowAnonymous);
        Assert.Null(Api.Operations["Open"].Output);
        Assert.Null(get.Check);
    }

    [Fact]
    public void Resources_are_computed_from_call_and_input()
    {
        Assert.Equal(["thing:Get arn:aws-us-gov:thing:us-gov-west-1:123456789012:thing/a/5", "thing:Look *"], Permissions("FetchThing", """{"Id":"a","Part":{"Number":5}}"""));
        Assert.Equal(["thing:Get arn:aws-us-gov:thing:us-gov-west-1:123456789012:thing/a/", "thing:Look *"], Permissions("FetchThing", """{"Id":"a"}"""));
        Assert.Empty(Permissions("Open", "{}"));
        Assert.Equal(["thing:Many x", "thing:Many y", "thing:Own 123456789012", "thing:All x/2"], Permissions("Many", """{"Ids":["x","y"]}"""));
    }

    [Fact]
    public async Task Operations_are_invoked()
    {
        var service = Activator.CreateInstance(Loaded.GetType("Test.Service")!)!;
        var get = Api.Operations["FetchThing"];
        var output = await get.Invoke(service, get.Input.FromJson("""{"Id":"a"}"""), Call);
        Assert.Equal("""{"Name":"a"}""", get.Output!.ToJson(output!));
        Assert.Null(await Api.Operations["Open"].Invoke(service, Api.Operations["Open"].Input.FromJson("{}"), Call));
    }

    [Fact]
    public void Errors_with_members_have_a_codec()
    {
        var (type, codec) = Assert.Single(Api.ErrorMembers);
        Assert.Equal("Gone", type.Name);
        Assert.Equal("""{"Id":"i","Code":7}""", codec.ToJson(Activator.CreateInstance(type, "i")!));
    }

    [Fact]
    public void Streams_of_events_are_described()
    {
        var assembly = Contracts.Load("""
            [AwsApi("thing", "2020-01-01", ServiceId = "Thing", Wires = [Wire.RestJson1])]
            public interface IThing { [Http("POST", "/"), Operation, Authorize("thing:Do", "*")] ValueTask<WatchOutput> Watch(WatchInput input, CallContext call); }
            public sealed record WatchInput;
            public sealed record WatchOutput { public string? Id { get; init; } [HttpPayload] public IAsyncEnumerable<Event>? Events { get; init; } }
            [EventStream] public sealed record Event { public Chunk? Chunk { get; init; } }
            public sealed record Chunk { [EventHeader] public string? Kind { get; init; } [EventPayload] public byte[]? Bytes { get; init; } }
            public static class Source { public static object Output() => new WatchOutput { Events = All() }; static async IAsyncEnumerable<Event> All() { await Task.Yield(); yield return new Event { Chunk = new() { Kind = "k" } }; } }
            """);
        var watch = Contracts.Api(assembly).Operations["Watch"];
        var output = assembly.GetType("Test.Source")!.GetMethod("Output")!.Invoke(null, null)!;
        var written = Assert.Single(watch.Events!.Events(output)!.ToBlockingEnumerable());
        Assert.Equal("Event", written.GetType().Name);
        Assert.True(watch.Events.Codec.Schema.IsUnion);
        Assert.Equal((ShapeKind.EventStream, "Events", MemberLocation.Payload), (watch.Events.Member.Kind, watch.Events.Member.Name, watch.Events.Member.Location));
        Assert.Equal("{}", watch.Output!.ToJson(output));
    }

    [Fact]
    public void Two_apis_live_in_one_project()
    {
        var assembly = Contracts.Load(
            Contracts.WithInput("public string? A { get; init; }"),
            Contracts.WithInput("public int? B { get; init; }").Replace("IThing", "IOther", StringComparison.Ordinal).Replace("DoInput", "OtherInput", StringComparison.Ordinal));
        Assert.Equal("A", Contracts.Api(assembly).Operations["Do"].Input.Schema.Members[0].Name);
        Assert.Equal("B", Contracts.Api(assembly, "OtherApi").Operations["Do"].Input.Schema.Members[0].Name);
    }
}
