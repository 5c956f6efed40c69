using System.Security;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    // AWS: all fields but the file together ("POST Object").
    private const int FormBytes = 20_000;

    public async ValueTask<PostObjectOutput> PostObject(PostObjectInput input, CallContext call)
    {
        var (fields, file, fileName) = await ReadFormAsync(input, call.Cancelled);
        string? Field(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        var key = (Field("key") ?? throw new InvalidArgument("Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", "key"))
            .Replace("${filename}", fileName, StringComparison.Ordinal);
        var caller = await IdentifyAsync(fields, call);
        // AWS: an anonymous form has no policy; what it may do, the bucket says.
        var policy = Field("policy") is { } text ? FormPolicy.Check(text, fields, input.Bucket, call.Now) : null;
        var own = new CallContext
        {
            RequestId = call.RequestId, Caller = caller, Region = call.Region, Now = call.Now, Endpoint = call.Endpoint, SourceIp = call.SourceIp, UserAgent = call.UserAgent,
            SecureTransport = call.SecureTransport, Cancelled = call.Cancelled,
        };
        await access.DemandAsync(own, "s3:PutObject", $"arn:{call.Partition}:s3:::{input.Bucket}/{key}");
        const string customer = "x-amz-server-side-encryption-customer-";
        var customerKey = CustomerKey.Read(Field(customer + "algorithm"), Field(customer + "key"), Field(customer + "key-MD5"));
        var encryption = new FormEncryption(Field("x-amz-server-side-encryption"), Field("x-amz-server-side-encryption-aws-kms-key-id"), Field("x-amz-server-side-encryption-bucket-key-enabled") is { } asks ? asks == "true" : null);
        EncryptionRules.Check(encryption, customerKey);
        var draft = new ObjectDraft(input.Bucket, key)
        {
            List = Field("acl") is { } acl ? new PutBucketAclInput { Bucket = input.Bucket, ACL = acl } : null,
            Encryption = encryption,
            Event = "ObjectCreated:Post",
            Model = new ObjectRecord
            {
                Modified = Seconds(call.Now),
                Owner = caller.Account,
                StorageClass = ObjectRules.StorageClass(Field("x-amz-storage-class")),
                Metadata = ObjectRules.Metadata(fields.Where(f => f.Key.StartsWith(MetaPrefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(f => f.Key[MetaPrefix.Length..], f => f.Value)),
                Tags = TagRules.ReadXml(Field("tagging")),
                CustomerKey = customerKey?.Seal(),
                Headers = ObjectRules.Headers(
                    (ObjectRecord.ContentType, Field("Content-Type")), ("Cache-Control", Field("Cache-Control")), ("Content-Disposition", Field("Content-Disposition")),
                    ("Content-Encoding", Field("Content-Encoding")), ("Expires", Field("Expires")), (ObjectRecord.Redirect, ObjectRules.CheckRedirect(Field("x-amz-website-redirect-location")))),
            },
        };
        var stored = await PutAsync(draft, new IncomingBody(new LengthCheckedStream(file, policy?.Least ?? 0, policy?.Most ?? Limits.PutBytes), null, Field("Content-MD5"), null, null) { Key = customerKey }, own);
        return Answer(input.Bucket, key, stored, Field("success_action_redirect") ?? Field("redirect"), Field("success_action_status"), call);
    }

    private sealed record FormEncryption(string? ServerSideEncryption, string? SSEKMSKeyId, bool? BucketKeyEnabled) : IEncryption;

    private const string MetaPrefix = "x-amz-meta-";

    /// <summary>Reads the fields up to the file, which is the last that counts.</summary>
    private static async ValueTask<(Dictionary<string, string> Fields, Stream File, string FileName)> ReadFormAsync(PostObjectInput input, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(input.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || type.Boundary.Length is 0 or > 200)
            throw new PreconditionFailed("Bucket POST must be of the enclosure-type multipart/form-data");
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), input.Body ?? Stream.Null) { HeadersLengthLimit = 8 * 1024 };
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var left = FormBytes;
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) throw Malformed();
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (name.Equals("file", StringComparison.OrdinalIgnoreCase))
                {
                    var given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.Length > 0 ? disposition.FileNameStar : disposition.FileName).ToString();
                    return (fields, section.Body, given[(given.LastIndexOfAny(['/', '\\']) + 1)..]);
                }
                var buffer = new byte[left + 1];
                var count = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
                if (count > left) throw new MalformedPostRequest("Your POST request fields preceding the upload file were too large.");
                left -= count;
                fields[name] = Encoding.UTF8.GetString(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Malformed();
        }
        throw new InvalidArgument("POST requires exactly one file upload per request.", "file", "0");
    }

    private async ValueTask<Principal> IdentifyAsync(Dictionary<string, string> fields, CallContext call)
    {
        if (!fields.TryGetValue("policy", out var policy)) return Principal.Anonymous;
        var token = fields.GetValueOrDefault("x-amz-security-token");
        if (fields.TryGetValue("x-amz-signature", out var signature))
        {
            if (fields.GetValueOrDefault("x-amz-algorithm") != "AWS4-HMAC-SHA256") throw new InvalidArgument("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"", "X-Amz-Algorithm");
            return await identification.IdentifyAsync(new SignedForm { Policy = policy, Signature = signature, Credential = fields.GetValueOrDefault("x-amz-credential") ?? "", SessionToken = token }, "s3", call.Cancelled);
        }
        if (fields.TryGetValue("signature", out var legacy) && fields.TryGetValue("AWSAccessKeyId", out var key))
            return await identification.IdentifyAsync(new SignedForm { Policy = policy, Signature = legacy, Credential = key, IsLegacy = true, SessionToken = token }, "s3", call.Cancelled);
        throw new InvalidArgument("Bucket POST must contain a field named 'AWSAccessKeyId'.  If it is specified, please check the order of the fields.", "AWSAccessKeyId");
    }

    private static PostObjectOutput Answer(string bucket, string key, FoundObject stored, string? redirect, string? status, CallContext call)
    {
        var output = new PostObjectOutput
        {
            StatusCode = 204,
            ETag = stored.Object.QuotedETag,
            Location = $"{call.Endpoint}/{bucket}/{Listing.Encode(key, true)}",
            ServerSideEncryption = stored.Object.Encryption,
            SSEKMSKeyId = stored.Object.KmsKey?.Arn,
            BucketKeyEnabled = stored.Object.KmsKey?.BucketKey,
            VersionId = stored.Bucket.Versioning == BucketRecord.Enabled ? stored.Object.VersionId : null,
        };
        // AWS: a redirect that is no URL is ignored.
        if (redirect is not null && Uri.TryCreate(redirect, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            var separator = uri.Query.Length > 0 ? '&' : '?';
            return output with
            {
                StatusCode = 303,
                Location = $"{redirect}{separator}bucket={Uri.EscapeDataString(bucket)}&key={Uri.EscapeDataString(key)}&etag={Uri.EscapeDataString(stored.Object.QuotedETag)}",
            };
        }
        return status switch
        {
            "200" => output with { StatusCode = 200 },
            "201" => output with
            {
                StatusCode = 201,
                Document = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{SecurityElement.Escape(output.Location)}</Location><Bucket>{bucket}</Bucket>"
                    + $"<Key>{SecurityElement.Escape(key)}</Key><ETag>{SecurityElement.Escape(stored.Object.QuotedETag)}</ETag></PostResponse>",
            },
            _ => output,
        };
    }

    private static MalformedPostRequest Malformed() => new("The body of your POST request is not well-formed multipart/form-data.");

    /// <summary>The file of a form, held to the lengths that its policy names.</summary>
    private sealed class LengthCheckedStream(Stream file, long least, long most) : ForwardStream
    {
        private long _count;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await file.ReadAsync(buffer, cancellationToken);
            _count += count;
            if (_count > most) throw new EntityTooLarge(most);
            return count > 0 || _count >= least ? count : throw new EntityTooSmall(_count, least);
        }
    }
}
