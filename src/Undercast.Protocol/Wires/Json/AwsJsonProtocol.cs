using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>JSON bodies with the operation in <c>X-Amz-Target</c>.</summary>
internal sealed class AwsJsonProtocol(Wire wire) : WireProtocol
{
    private readonly string _contentType = wire == Wire.AwsJson10 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";

    public override Wire Wire => wire;

    public override WireFamily Family => WireFamily.Rpc;

    internal override string EventContentType => _contentType;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var reader = new JsonShapeReader(request.Body.Span);
        var input = operation.Input.Read(ref reader);
        reader.Finish();
        return input;
    }

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = _contentType;
        if (operation.Output is null || output is null)
        {
            // AWS: an operation without output answers an empty object (Smithy awsJson); some services answer nothing, which SDKs read alike.
            response.Body.Write("{}"u8);
            return;
        }
        var writer = new JsonShapeWriter(response.Body);
        operation.Output.Write(ref writer, output);
        writer.Finish();
        SendEvents(operation, output, response);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = _contentType;
        if (api?.Api.QueryCompatible == true) response.Headers["x-amzn-query-error"] = ErrorCodes.QueryError(code);
        JsonBodies.WriteError(response.Body, JsonBodies.TypeName(api, error, code), api, error);
    }

    internal override object ReadEvent(ShapeCodec union, EventBoundValues values) => JsonBodies.ReadEvent(union, values);

    internal override void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload) => JsonBodies.WriteEvent(union, value, answer, payload);

    internal override void WriteEventError(ApiDescriptor api, AwsException error, IBufferWriter<byte> payload) =>
        JsonBodies.WriteError(payload, JsonBodies.TypeName(api, error, ErrorCodes.Of(error, api, Family)), api, error);
}
