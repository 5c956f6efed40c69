using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Errors in XML, which the query wires and REST share.</summary>
internal static class XmlBodies
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /// <summary>Writes the wrapped form: <c>ErrorResponse</c> with <c>Error</c> and <c>RequestId</c>.</summary>
    public static void WriteErrorResponse(ref XmlShapeWriter writer, ErrorCode code, ApiDescriptor? api, AwsException error, string requestId, BoundAnswer? answer)
    {
        writer.Raw(Declaration);
        writer.Open("ErrorResponse", api?.Api.XmlNamespace, closed: true);
        WriteError(ref writer, code, api, error, answer, withType: true);
        writer.Close("Error");
        writer.Element("RequestId", requestId);
        writer.Close("ErrorResponse");
    }

    /// <summary>Writes the <c>Error</c> element and leaves it open.</summary>
    public static void WriteError(ref XmlShapeWriter writer, ErrorCode code, ApiDescriptor? api, AwsException error, BoundAnswer? answer, bool withType)
    {
        writer.Open("Error", closed: true);
        if (withType) writer.Element("Type", code.IsSender ? "Sender" : "Receiver");
        writer.Element("Code", code.Code);
        writer.Element("Message", error.Message);
        if (api is null || !api.ErrorMembers.TryGetValue(error.GetType(), out var members)) return;
        if (answer is null)
        {
            members.WriteMembers(ref writer, error);
            return;
        }
        var bound = RestShapeWriter<XmlShapeWriter>.Within(answer, writer);
        members.WriteMembers(ref bound, error);
        writer = bound.Body;
    }
}
