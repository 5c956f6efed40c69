using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Object lock: what may not be removed, until when, and who may all the same.</summary>
internal static class LockRules
{
    public const string Governance = "GOVERNANCE";
    public const string Compliance = "COMPLIANCE";
    private const string On = "ON";
    private const int MostDays = 36_500;
    private const int MostYears = 100;

    public static CommonException Protected() => new(CommonError.AccessDenied, "Access Denied because object protected by object lock.");

    /// <summary>Refuses lock headers that make no sense.</summary>
    public static void Check(IObjectLock input, DateTimeOffset now)
    {
        if ((input.ObjectLockMode is null) != (input.ObjectLockRetainUntilDate is null))
            throw new InvalidArgument("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied", input.ObjectLockMode is null ? "x-amz-object-lock-mode" : "x-amz-object-lock-retain-until-date");
        if (input.ObjectLockMode is { } mode and not (Governance or Compliance)) throw new InvalidArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode);
        if (input.ObjectLockRetainUntilDate <= now) throw new InvalidArgument("The retain until date must be in the future!", "x-amz-object-lock-retain-until-date");
        if (input.ObjectLockLegalHoldStatus is { } hold and not (On or "OFF")) throw new InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", hold);
    }

    public static bool? Hold(string? status) => status is null ? null : status == On;

    public static string? Status(bool? hold) => hold switch { null => null, true => On, false => "OFF" };

    /// <summary>A new version as the bucket locks it: as the request says, or else by the bucket's default.</summary>
    public static ObjectRecord Lock(ObjectRecord o, BucketRecord bucket, DateTimeOffset now)
    {
        if (bucket.Lock is not { } settings)
            return o.LockMode is null && o.LegalHold is null ? o : throw new InvalidRequest("Bucket is missing Object Lock Configuration");
        if (o.LockMode is not null || settings.Rule?.DefaultRetention is not { Mode: { } mode } retention) return o;
        return o with { LockMode = mode, LockUntil = retention.Years is { } years ? now.AddYears(years) : now.AddDays(retention.Days ?? 0) };
    }

    /// <summary>Whether a version may be removed for good.</summary>
    public static bool IsProtected(ObjectRecord o, DateTimeOffset now, bool bypass) =>
        o.LegalHold == true || (o.LockUntil > now && !(bypass && o.LockMode == Governance));

    /// <summary>A version with another retention, where the one that it has lets that happen.</summary>
    public static ObjectRecord Retain(ObjectRecord o, ObjectLockRetention? wanted, DateTimeOffset now, bool bypass)
    {
        if ((wanted?.Mode is null) != (wanted?.RetainUntilDate is null) || wanted?.Mode is not (null or Governance or Compliance)) throw new MalformedXml();
        if (wanted?.RetainUntilDate <= now) throw new InvalidArgument("The retain until date must be in the future!", "RetainUntilDate");
        if (o.LockUntil > now)
        {
            var isLonger = wanted?.RetainUntilDate >= o.LockUntil;
            // AWS: retention in compliance mode can be extended and nothing else; governance gives way to those who may bypass it.
            var may = o.LockMode == Compliance ? isLonger && wanted?.Mode == Compliance : bypass || (isLonger && wanted?.Mode is not null);
            if (!may) throw Protected();
        }
        return o with { LockMode = wanted?.Mode, LockUntil = wanted?.RetainUntilDate };
    }

    public static ObjectLockConfiguration Check(ObjectLockConfiguration? given)
    {
        if (given is not { ObjectLockEnabled: "Enabled" }) throw new MalformedXml();
        if (given.Rule is null) return given;
        if (given.Rule.DefaultRetention is not { Mode: Governance or Compliance } retention || (retention.Days is null) == (retention.Years is null)) throw new MalformedXml();
        if (retention.Days <= 0 || retention.Years <= 0) throw new InvalidArgument("Default retention period must be a positive integer value.", retention.Days is null ? "Years" : "Days");
        if (retention.Days > MostDays || retention.Years > MostYears) throw new InvalidArgument("Default retention period is too large", retention.Days is null ? "Years" : "Days");
        return given;
    }
}
