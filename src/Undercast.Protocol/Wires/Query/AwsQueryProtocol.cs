using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Form-encoded requests with the operation in <c>Action</c>, XML answers.</summary>
internal sealed class AwsQueryProtocol : WireProtocol
{
    public override Wire Wire => Wire.AwsQuery;

    public override WireFamily Family => WireFamily.Query;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var form = Form(request);
        if (operation.Api.Api.QueryPathMember is { } member && request.Path.Length > 1) form.AddMissing(member, $"http://{request.Headers.Host}{request.Path}");
        var reader = new QueryShapeReader(form);
        return operation.Input.Read(ref reader);
    }

    /// <summary>The parameters: of the body, or of the query string for GET.</summary>
    internal static QueryTree Form(WireRequest request) => request.Form ??=
        QueryTree.Parse(request.Body.IsEmpty ? Encoding.UTF8.GetBytes(request.Query) : request.Body.Span);

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml";
        var envelope = operation.Name + "Response";
        var result = operation.Name + "Result";
        var writer = new XmlShapeWriter(response.Body);
        writer.Raw(XmlBodies.Declaration);
        writer.Open(envelope, operation.Api.Api.XmlNamespace, closed: true);
        if (operation.Output is not null && output is not null)
        {
            writer.Open(result);
            operation.Output.Write(ref writer, output);
            writer.Close(result);
        }
        writer.Open("ResponseMetadata", closed: true);
        writer.Element("RequestId", requestId);
        writer.Close("ResponseMetadata");
        writer.Close(envelope);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml";
        var writer = new XmlShapeWriter(response.Body);
        XmlBodies.WriteErrorResponse(ref writer, code, api, error, requestId, null);
    }
}
