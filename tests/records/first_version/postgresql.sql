-- What the first version, which wrote no revision, left in a PostgreSQL database.
CREATE TABLE public.claims (
    team character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    state character varying(16) NOT NULL,
    holder character varying(64) NOT NULL,
    changed_at double precision NOT NULL
);
COMMENT ON COLUMN public.claims.ts IS 'Slack''s id of the message within its channel';
COMMENT ON COLUMN public.claims.state IS 'taken or answered';
COMMENT ON COLUMN public.claims.holder IS 'the process that took it';
CREATE TABLE public.threads (
    team character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    root character varying(32) NOT NULL,
    context text NOT NULL,
    expires_at bigint NOT NULL
);
COMMENT ON COLUMN public.threads.root IS 'ts of the thread''s first message; empty: the channel itself';
COMMENT ON COLUMN public.threads.context IS 'codes, modifiers, topics and choices, as JSON';
INSERT INTO public.claims VALUES ('T1', 'C1', '1700000000.000100', 'answered', '55cb5a860bcb8371', 4000000000.25);
INSERT INTO public.claims VALUES ('T1', 'D1', '1700000000.000200', 'answered', '55cb5a860bcb8371', 4000000000.5);
INSERT INTO public.threads VALUES ('T1', 'C1', '1700000000.000100', '{"codes": ["38240"], "modifiers": ["26"], "topics": ["payment"], "choices": [["26", "payment"]], "quarter": ""}', 4000000000);
ALTER TABLE ONLY public.claims ADD CONSTRAINT claims_pkey PRIMARY KEY (team, channel, ts);
ALTER TABLE ONLY public.threads ADD CONSTRAINT threads_pkey PRIMARY KEY (team, channel, root);
CREATE INDEX claims_changed_at ON public.claims USING btree (changed_at);
CREATE INDEX threads_expires_at ON public.threads USING btree (expires_at);
