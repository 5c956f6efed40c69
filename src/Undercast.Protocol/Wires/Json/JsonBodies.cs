using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Errors and events in JSON, which JSON RPC and REST share.</summary>
internal static class JsonBodies
{
    /// <summary>Writes an error's object.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="typeName">The text of <c>__type</c>, or null where a header carries the code.</param>
    /// <param name="api">The API, if it is known.</param>
    /// <param name="error">The error.</param>
    public static void WriteError(IBufferWriter<byte> output, string? typeName, ApiDescriptor? api, AwsException error)
    {
        var writer = new JsonShapeWriter(output);
        Open(writer, typeName, error);
        if (api is not null && api.ErrorMembers.TryGetValue(error.GetType(), out var members)) members.WriteMembers(ref writer, error);
        writer.Json.WriteEndObject();
        writer.Finish();
    }

    /// <summary>Writes an error of which members may travel in headers.</summary>
    public static void WriteError(IBufferWriter<byte> output, ApiDescriptor? api, AwsException error, BoundAnswer answer)
    {
        var json = new JsonShapeWriter(output);
        Open(json, null, error);
        if (api is not null && api.ErrorMembers.TryGetValue(error.GetType(), out var members))
        {
            var writer = RestShapeWriter<JsonShapeWriter>.Within(answer, json);
            members.WriteMembers(ref writer, error);
        }
        json.Json.WriteEndObject();
        json.Finish();
    }

    // AWS: errors of the model carry the model's namespace, common ones that of the framework (seen from SQS and DynamoDB).
    public static string TypeName(ApiDescriptor? api, AwsException error, ErrorCode code) =>
        api is null ? code.Code
        : error is CommonException ? $"com.amazon.coral.service#{code.Code}"
        : $"{api.Api.ErrorNamespace ?? "com.amazonaws." + api.Api.Name}#{code.Code}";

    public static object ReadEvent(ShapeCodec union, EventBoundValues values)
    {
        var reader = new RestShapeReader<JsonShapeReader>(values, new JsonShapeReader(values.Body.Span));
        return union.Read(ref reader);
    }

    public static void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload)
    {
        var writer = new RestShapeWriter<JsonShapeWriter>(answer, new JsonShapeWriter(payload));
        union.Write(ref writer, value);
        writer.Body.Finish();
    }

    private static void Open(JsonShapeWriter writer, string? typeName, AwsException error)
    {
        writer.Json.WriteStartObject();
        if (typeName is not null) writer.Json.WriteString("__type", typeName);
        writer.Json.WriteString("message", error.Message);
    }
}
