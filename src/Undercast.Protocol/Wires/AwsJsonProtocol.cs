using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>JSON bodies with the operation in <c>X-Amz-Target</c>.</summary>
internal sealed class AwsJsonProtocol(Wire wire) : WireProtocol
{
    private readonly string _contentType = wire == Wire.AwsJson10 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";

    public override Wire Wire => wire;

    protected override object Read(OperationDescriptor operation, WireRequest request)
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
        // AWS: JSON 1.0 and 1.1 answer an empty body where the model has no output (Smithy awsJson, empty body serialization), which SDKs read as {}.
        if (operation.Output is null || output is null) return;
        var writer = new JsonShapeWriter(response.Body);
        operation.Output.Write(ref writer, output);
        writer.Finish();
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, isQuery: false);
        response.Status = code.Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = _contentType;
        if (api?.Api.QueryCompatible == true)
        {
            var query = ErrorCodes.Of(error, api, isQuery: true);
            response.Headers["x-amzn-query-error"] = $"{query.QueryCode};{(code.IsSender ? "Sender" : "Receiver")}";
        }
        var writer = new JsonShapeWriter(response.Body);
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("__type", TypeName(api, error, code));
        json.WriteString("message", error.Message);
        if (api is not null && api.ErrorMembers.TryGetValue(error.GetType(), out var members)) members.WriteMembers(ref writer, error);
        json.WriteEndObject();
        writer.Finish();
    }

    // AWS: errors of the model carry the model's namespace, common ones that of the framework (seen from SQS and DynamoDB).
    private static string TypeName(ApiDescriptor? api, AwsException error, ErrorCode code) =>
        api is null ? code.Code
        : error is CommonException ? $"com.amazon.coral.service#{code.Code}"
        : $"com.amazonaws.{api.Api.Name}#{code.Code}";
}
