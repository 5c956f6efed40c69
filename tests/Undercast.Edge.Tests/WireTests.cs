using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Edge.Tests;

/// <summary>The flow with the real claim step and a real wire.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task A_json_call_is_claimed_by_its_target()
    {
        await using var world = await World.StartAsync();
        var (status, text, headers) = await world.CallAsync("Echo.Echo", "{\"Text\":\"hi\"}");
        Assert.Equal((HttpStatusCode.OK, "{\"Text\":\"hi\"}"), (status, text));
        Assert.Equal("application/x-amz-json-1.0", headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Errors_come_in_the_form_of_the_claimed_wire()
    {
        await using var world = await World.StartAsync();
        var (status, text, _) = await world.CallAsync("Echo.Echo", "{\"Text\":\"hi\"}", secret: "wrong");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("InvalidSignatureException", text, StringComparison.Ordinal);
        (status, text, _) = await world.CallAsync("Echo.Echo", "{not json");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("SerializationException", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Echo.Shout", "Shout")]
    [InlineData("Glacier.Melt", "Glacier")]
    public async Task What_is_not_built_is_refused_by_name(string target, string named)
    {
        await using var world = await World.StartAsync();
        var (status, text, _) = await world.CallAsync(target, "{}");
        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Contains(named, text, StringComparison.Ordinal);
    }

    private sealed class World(ServiceProvider services, EdgeServer edge) : IAsyncDisposable
    {
        public static async Task<World> StartAsync()
        {
            var services = new ServiceCollection();
            services.AddCloud(new CloudOptions(), [new EchoModule()]);
            services.AddEdge(new EdgeOptions { Host = "127.0.0.1", Port = 0, Tls = false });
            var provider = services.BuildServiceProvider();
            var edge = provider.GetRequiredService<EdgeServer>();
            await edge.StartAsync(provider);
            return new World(provider, edge);
        }

        public async Task<(HttpStatusCode, string, System.Net.Http.Headers.HttpContentHeaders)> CallAsync(string target, string body, string secret = "test")
        {
            var headers = new HeaderDictionary { ["Host"] = $"127.0.0.1:{edge.Port}", ["X-Amz-Target"] = target };
            new SigV4Signer("test", secret, "us-east-1", "echo").Sign(
                new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(Encoding.UTF8.GetBytes(body)));
            using var client = new HttpClient { Timeout = TestEdge.Deadline };
            using var message = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{edge.Port}/") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
            foreach (var (name, value) in headers) message.Headers.TryAddWithoutValidation(name, value.ToString());
            using var answer = await client.SendAsync(message);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers);
        }

        public async ValueTask DisposeAsync()
        {
            await edge.DisposeAsync();
            await services.DisposeAsync();
        }
    }

    /// <summary>The least service there can be: one operation that answers its input.</summary>
    private sealed class EchoModule : IServiceModule
    {
        public EchoModule()
        {
            var echo = new OperationDescriptor
            {
                Name = "Echo",
                Input = new TextCodec(),
                Output = new TextCodec(),
                Permissions = static (_, _) => [new Permission("echo:Echo", "*")],
                Invoke = static (_, input, _) => new ValueTask<object?>(input),
            };
            var api = new ApiDescriptor
            {
                Api = new AwsApiAttribute("echo", "2026-01-01") { ServiceId = "Echo", TargetPrefix = "Echo", Wires = [Wire.AwsJson10] },
                Operations = new Dictionary<string, OperationDescriptor> { ["Echo"] = echo },
            };
            typeof(OperationDescriptor).GetProperty(nameof(OperationDescriptor.Api))!.SetValue(echo, api);
            Apis = [api];
        }

        public string Name => "echo";

        public IReadOnlyList<ApiDescriptor> Apis { get; }

        public void Register(IServiceCollection services) => services.AddSingleton(this);

        public Type ServiceFor(ApiDescriptor api) => typeof(EchoModule);
    }

    private sealed class TextCodec : ShapeCodec
    {
        private readonly MemberSchema _text = new() { Name = "Text", Kind = ShapeKind.String, Index = 0 };

        public override StructSchema Schema => field ??= new StructSchema("Text", _text);

        public override object Read(ref JsonShapeReader reader)
        {
            var text = "";
            reader.BeginStructure(Schema, null);
            while (reader.NextMember(Schema, out _)) text = reader.String(_text);
            return text;
        }

        public override void Write(ref JsonShapeWriter writer, object value)
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteString("Text", (string)value);
            writer.Json.WriteEndObject();
        }
    }
}
