using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Form-encoded requests with the operation in <c>Action</c>, XML answers.</summary>
internal sealed class AwsQueryProtocol : WireProtocol
{
    public override Wire Wire => Wire.AwsQuery;

    protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var reader = new QueryShapeReader(Form(request));
        return operation.Input.Read(ref reader);
    }

    /// <summary>The parameters: of the body, or of the query string for GET.</summary>
    internal static QueryTree Form(WireRequest request) => request.Form ??=
        QueryTree.Parse(request.Body.IsEmpty ? System.Text.Encoding.UTF8.GetBytes(request.Query) : request.Body.Span);

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml";
        var writer = new XmlShapeWriter(response.Body);
        writer.Raw("<?xml version=\"1.0\"?>");
        writer.Open($"{operation.Name}Response", operation.Api.Api.XmlNamespace, closed: true);
        if (operation.Output is not null && output is not null)
        {
            writer.Open($"{operation.Name}Result", closed: true);
            operation.Output.Write(ref writer, output);
            writer.Close($"{operation.Name}Result");
        }
        writer.Open("ResponseMetadata", closed: true);
        writer.Element("RequestId", requestId);
        writer.Close("ResponseMetadata");
        writer.Close($"{operation.Name}Response");
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, isQuery: true);
        response.Status = code.Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml";
        var writer = new XmlShapeWriter(response.Body);
        writer.Raw("<?xml version=\"1.0\"?>");
        writer.Open("ErrorResponse", api?.Api.XmlNamespace, closed: true);
        writer.Open("Error", closed: true);
        writer.Element("Type", code.IsSender ? "Sender" : "Receiver");
        writer.Element("Code", code.QueryCode);
        writer.Element("Message", error.Message);
        if (api is not null && api.ErrorMembers.TryGetValue(error.GetType(), out var members)) members.WriteMembers(ref writer, error);
        writer.Close("Error");
        writer.Element("RequestId", requestId);
        writer.Close("ErrorResponse");
    }
}
