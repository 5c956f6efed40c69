using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>CBOR bodies with service and operation in the path.</summary>
internal sealed class CborProtocol : WireProtocol
{
    private const string Cbor = "application/cbor";

    public override Wire Wire => Wire.RpcV2Cbor;

    public override WireFamily Family => WireFamily.Rpc;

    internal override string EventContentType => Cbor;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var reader = new CborShapeReader(request.Body.Span);
        var input = operation.Input.Read(ref reader);
        reader.Finish();
        return input;
    }

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        Head(requestId, response);
        // AWS: an operation without output answers no body and no content type (Smithy rpcv2Cbor).
        if (operation.Output is null || output is null) return;
        response.Headers.ContentType = Cbor;
        var writer = new CborShapeWriter(response.Body);
        operation.Output.Write(ref writer, output);
        SendEvents(operation, output, response);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        Head(requestId, response);
        response.Headers.ContentType = Cbor;
        if (api?.Api.QueryCompatible == true) response.Headers["x-amzn-query-error"] = ErrorCodes.QueryError(code);
        WriteError(response.Body, api, error, code);
    }

    internal override object ReadEvent(ShapeCodec union, EventBoundValues values)
    {
        var reader = new RestShapeReader<CborShapeReader>(values, new CborShapeReader(values.Body.Span));
        return union.Read(ref reader);
    }

    internal override void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload)
    {
        var writer = new RestShapeWriter<CborShapeWriter>(answer, new CborShapeWriter(payload));
        union.Write(ref writer, value);
    }

    internal override void WriteEventError(ApiDescriptor api, AwsException error, IBufferWriter<byte> payload) =>
        WriteError(payload, api, error, ErrorCodes.Of(error, api, Family));

    private static void WriteError(IBufferWriter<byte> output, ApiDescriptor? api, AwsException error, ErrorCode code)
    {
        var writer = new CborShapeWriter(output);
        writer.Open();
        writer.Entry("__type", JsonBodies.TypeName(api, error, code));
        writer.Entry("message", error.Message);
        if (api is not null && api.ErrorMembers.TryGetValue(error.GetType(), out var members)) members.WriteMembers(ref writer, error);
        writer.Close();
    }

    private static void Head(string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers["smithy-protocol"] = "rpc-v2-cbor";
    }
}
