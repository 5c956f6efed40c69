using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Edge.Tests;

/// <summary>An API of a few operations with a wire of its own: <c>X-Fake-Op</c> names the operation, bodies are text.</summary>
internal sealed class FakeApi : IServiceModule
{
    public const int MaxBody = 64 * 1024;

    public FakeApi()
    {
        OperationDescriptor[] operations =
        [
            Operation("Echo", (text, _) => new ValueTask<object?>(text)),
            Operation("Open", (text, _) => new ValueTask<object?>("hello"), anonymous: true),
            Operation("Who", (_, call) => new ValueTask<object?>($"{call.Caller.Arn} {call.Region} {call.Endpoint} {call.SecureTransport}")),
            Operation("Break", (_, _) => throw new InvalidOperationException("a secret detail")),
            Operation("StoreDown", (_, _) => throw new Undercast.Storage.StoreUnavailableException("disk detail")),
            Operation("Wait", async (_, call) =>
            {
                Waiting.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, call.Cancelled);
                }
                catch (OperationCanceledException)
                {
                    Woken.TrySetResult();
                }
                return "woken";
            }),
            Operation("Sink", async (input, call) =>
            {
                var buffer = new byte[4096];
                long total = 0;
                for (int read; (read = await ((Stream)input).ReadAsync(buffer, call.Cancelled)) > 0;) total += read;
                return total.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }, streams: true),
            Operation("Events", (_, _) => new ValueTask<object?>(new Func<Stream, CancellationToken, Task>(async (to, ct) =>
            {
                await to.WriteAsync("one\n"u8.ToArray(), ct);
                await EventsMayEnd.Task.WaitAsync(ct);
                await to.WriteAsync("two\n"u8.ToArray(), ct);
            }))),
            Operation("Big", (_, _) => new ValueTask<object?>(new MemoryStream(new byte[1_000_000]))),
        ];
        Descriptor = new ApiDescriptor
        {
            Api = new AwsApiAttribute("fake", "2026-01-01") { ServiceId = "Fake", Wires = [Wire.AwsJson10], MaxBody = MaxBody },
            Operations = operations.ToDictionary(o => o.Name),
        };
        foreach (var operation in operations) typeof(OperationDescriptor).GetProperty(nameof(OperationDescriptor.Api))!.SetValue(operation, Descriptor);
    }

    public ApiDescriptor Descriptor { get; }

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Woken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource EventsMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "fake";

    public IReadOnlyList<ApiDescriptor> Apis => [Descriptor];

    public void Register(IServiceCollection services) => services.AddSingleton(this);

    public Type ServiceFor(ApiDescriptor api) => typeof(FakeApi);

    private static OperationDescriptor Operation(string name, Func<object, CallContext, ValueTask<object?>> body, bool anonymous = false, bool streams = false) => new()
    {
        Name = name,
        Input = new NoCodec(),
        AllowAnonymous = anonymous,
        StreamsInput = streams,
        Permissions = (_, _) => anonymous ? [] : [new Permission($"fake:{name}", "*")],
        Invoke = (_, input, call) => body(input, call),
    };
}

internal sealed class FakeGate(FakeApi api) : IWireGate
{
    public Claim? Claim(WireRequest head, string? signingName)
    {
        var name = head.Headers["X-Fake-Op"].ToString();
        if (name.Length == 0) return null;
        if (name == "InBody") return new Claim { Protocol = new FakeWire(), Api = api.Descriptor };
        return api.Descriptor.Operations.TryGetValue(name, out var operation)
            ? new Claim { Protocol = new FakeWire(), Api = api.Descriptor, Operation = operation }
            : new Claim { Protocol = new FakeWire(), Refusal = new CommonException(CommonError.UnknownOperation, $"no operation '{name}' at {head.Path}") };
    }
}

internal sealed class NoCodec : ShapeCodec
{
    public override StructSchema Schema { get; } = new("None");
}

internal sealed class FakeWire : WireProtocol
{
    public override Wire Wire => Wire.AwsJson10;

    public override WireFamily Family => WireFamily.Query;

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        switch (output)
        {
            case Stream stream: response.BodyStream = stream; break;
            case Func<Stream, CancellationToken, Task> write: response.WriteBody = write; break;
            default: System.Buffers.BuffersExtensions.Write(response.Body, Encoding.UTF8.GetBytes((string)output!)); break;
        }
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var kind = ((CommonException)error).Kind;
        response.Status = ErrorCodes.Of(error, api, Family).Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        System.Buffers.BuffersExtensions.Write(response.Body, Encoding.UTF8.GetBytes($"{kind}: {error.Message}"));
    }

    private protected override object Read(OperationDescriptor operation, WireRequest request) =>
        operation.StreamsInput ? request.BodyStream! : Encoding.UTF8.GetString(request.Body.Span);
}
