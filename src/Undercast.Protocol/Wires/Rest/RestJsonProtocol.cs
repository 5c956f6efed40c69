using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>REST with JSON bodies.</summary>
internal sealed class RestJsonProtocol : RestProtocol
{
    private const string Json = "application/json";

    public override Wire Wire => Wire.RestJson1;

    public override WireFamily Family => WireFamily.RestJson;

    internal override string EventContentType => Json;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var values = Bind(operation, request);
        var reader = new RestShapeReader<JsonShapeReader>(values, new JsonShapeReader(request.Body.Span));
        var input = operation.Input.Read(ref reader);
        reader.Body.Finish();
        return input;
    }

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        Identify(operation.Api, requestId, response);
        response.Status = operation.Http!.Status;
        var answer = new HttpBoundAnswer(response);
        if (operation.Output is not null && output is not null)
        {
            var writer = new RestShapeWriter<JsonShapeWriter>(answer, new JsonShapeWriter(response.Body));
            operation.Output.Write(ref writer, output);
            writer.Body.Finish();
            if (operation.Events is not null) SendRestEvents(operation, output, response);
        }
        // AWS: an output without members in the body is an empty object, unless the status forbids a body (Smithy restJson1).
        if (response.Body.WrittenCount == 0 && response.WriteBody is null && output is not null && operation.Output?.Schema.Payload is null && response.Status != 204) response.Body.Write("{}"u8);
        if (response.Body.WrittenCount > 0) answer.Default(Json);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        Identify(api, requestId, response);
        response.Headers["x-amzn-errortype"] = code.Code;
        response.Headers.ContentType = Json;
        JsonBodies.WriteError(response.Body, api, error, new HttpBoundAnswer(response));
    }

    internal override object ReadEvent(ShapeCodec union, EventBoundValues values) => JsonBodies.ReadEvent(union, values);

    internal override void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload) => JsonBodies.WriteEvent(union, value, answer, payload);

    internal override void WriteEventError(ApiDescriptor api, AwsException error, IBufferWriter<byte> payload) => JsonBodies.WriteError(payload, null, api, error);
}
